package io.bystack.core.p2p.message;

/**
 * One message of a channel: an immutable record. The kinds are open, since each chain adds some;
 * what a connection can carry is closed by its {@link MessageTable}s.
 */
public interface Message {}
