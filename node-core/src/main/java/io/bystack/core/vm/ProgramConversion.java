package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;

/** From a program as written in the ledger to what is executed for it (spec/02 §6.2). */
@FunctionalInterface
public interface ProgramConversion {
  /** P2WPKH and P2WSH only. */
  ProgramConversion WITNESS = StandardPrograms::executed;

  Bytes executed(Bytes program);
}
