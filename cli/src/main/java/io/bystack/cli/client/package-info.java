/** Talks to a running node's API for the client commands. */
package io.bystack.cli.client;
