/**
 * What the main chain says to its peers in its own way: identity, hello, status, announcements
 * (spec/04, the parts marked C). May use {@code core.p2p} and {@code core.sync}.
 */
package io.bystack.pow.p2p;
