/** The files of a first run: configuration, keys, systemd unit. */
package io.bystack.cli.setup;
