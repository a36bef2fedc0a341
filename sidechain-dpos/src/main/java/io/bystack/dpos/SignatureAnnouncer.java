package io.bystack.dpos;

/** Sends signatures to the network. Called on the engine's thread after they are durable. */
@FunctionalInterface
public interface SignatureAnnouncer {
  /** For nodes without a network. */
  SignatureAnnouncer NONE = signature -> {};

  void announce(BlockSignature signature);
}
