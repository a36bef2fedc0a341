package io.bystack.pow.vectors;

import io.bystack.core.crypto.Ed25519;
import io.bystack.core.validation.TransactionValidator;
import io.bystack.core.vectors.TxRows;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicTransactionValidator;
import io.bystack.pow.ClassicTransactionValidator.Parameters;
import java.io.IOException;

/** Whole main-chain transactions with the outcome of their validation (topic {@code vm}). */
final class ClassicTxCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("tx_classic.jsonl") || fileName.equals("tx_classic_aliasing.jsonl");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    TransactionValidator validator =
        new ClassicTransactionValidator(Parameters.bytom(), Ed25519.verifier()::verify);
    new TxRows(ClassicFormat.INSTANCE).check(file, row -> validator, report);
  }
}
