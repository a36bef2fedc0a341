/**
 * The commands of producers and voters: {@code producer}, {@code candidate}, {@code vote}. Those
 * about the running chain ask a node's API; those about keys and the guard work on files.
 */
package io.bystack.cli.staking;
