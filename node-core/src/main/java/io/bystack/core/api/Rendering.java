package io.bystack.core.api;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.TxOutput;
import java.util.Optional;

/** What the chains show differently (spec/06 §6.1, §6.2); part of what a chain module gives. */
public interface Rendering {
  /** The address of a program on this chain, if it has one. */
  Optional<String> address(Bytes controlProgram);

  /** The address of what leaves for the other chain, if the program has one. */
  Optional<String> foreignAddress(Bytes controlProgram);

  /** The asset shown for a coinbase input. */
  Hash coinbaseAsset();

  /** Whether inputs show the hash they are signed over. */
  boolean showsSignData();

  /** The type shown for an output. */
  String outputType(TxOutput output);

  /** BTM in less BTM out of a transaction that need not balance: how {@code fee} is shown. */
  U64 shownFee(long btmIn, long btmOut);
}
