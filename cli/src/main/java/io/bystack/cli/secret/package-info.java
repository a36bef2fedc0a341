/** Files and passwords that only their owner may read. */
package io.bystack.cli.secret;
