/**
 * Assembles a running node: one {@link io.bystack.cli.node.ChainHost} per chain with its store,
 * engine, pool, network and API, started in order and stopped in reverse.
 */
package io.bystack.cli.node;
