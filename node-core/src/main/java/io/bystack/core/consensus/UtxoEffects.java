package io.bystack.core.consensus;

import io.bystack.core.bytes.Hash;

/** Receives what a transaction does to the set of unspent outputs. */
public interface UtxoEffects {
  /** Consumes an unspent output. */
  void spend(Hash output);

  /** Uses an output of the main chain, which must not have been used before. */
  void useMainchain(Hash output);

  /** Makes an output; replaces an entry of the same id. */
  void create(Hash output, UtxoKind kind);
}
