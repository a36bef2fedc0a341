/**
 * The record that keeps a producer's key from signing two blocks of one height, apart from the
 * block store and surviving its loss. {@link io.bystack.dpos.guard.SigningRecord} is the rule,
 * {@link io.bystack.dpos.guard.SignOnceStore} the file.
 */
package io.bystack.dpos.guard;
