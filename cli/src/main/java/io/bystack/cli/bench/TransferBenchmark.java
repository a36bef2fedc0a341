package io.bystack.cli.bench;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.crypto.Ed25519Verifier;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.validation.TxVerdict;
import io.bystack.core.validation.ValidationContext;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicTransactionValidator;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one transfer of the main chain costs before anything is looked up: P2WPKH, 1 in, 2 out. */
@State(Scope.Thread)
public class TransferBenchmark {
  /** Transfers of one batch, about what a block's share for one worker is. */
  static final int BATCH = 256;

  private static final int TRANSFERS = 1024;
  private static final ValidationContext PLACE = new ValidationContext(200_000, 1, false);

  private record Signed(Bytes key, Bytes message, Bytes signature) {}

  private final List<Bytes> encoded = new ArrayList<>();
  private final List<Signed> signatures = new ArrayList<>();
  private final Ed25519Verifier verifier = Ed25519.verifier();
  private final ClassicTransactionValidator validator =
      new ClassicTransactionValidator(
          ClassicTransactionValidator.Parameters.bytom(), verifier::verify);
  private int next;

  /** Signs the transfers. */
  @Setup
  public void sign() {
    TransferMaker maker =
        new TransferMaker(
            ClassicFormat.INSTANCE, OriginalOutput::new, TransferMaker.MAIN_CHAIN_FEE);
    for (int i = 0; i < TRANSFERS; i++) {
      TransferMaker.Coin coin = new TransferMaker.Coin(new Hash(i, 1, 2, 3), 0, 100_000_000);
      Transaction transfer = maker.transfer(coin);
      encoded.add(Bytes.wrap(transfer.raw().toArray()));
      SpendInput input = (SpendInput) transfer.inputs().getFirst();
      signatures.add(
          new Signed(
              input.arguments().get(1), transfer.sigHash(0).toBytes(), input.arguments().get(0)));
    }
  }

  private int next() {
    int index = next;
    next = (index + 1) % TRANSFERS;
    return index;
  }

  private Transaction decode() throws DecodeException {
    return ClassicFormat.INSTANCE.decodeTransaction(encoded.get(next()));
  }

  /** Decodes one transfer and computes all its ids. */
  @Benchmark
  public Hash decodeAndIds() throws DecodeException {
    return decode().id();
  }

  /** Decodes transfers and computes the ids of all of them together. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public List<Transaction> decodeAndIdsOfMany() throws DecodeException {
    List<Transaction> many = decodeMany();
    Transaction.computeIds(many);
    return many;
  }

  private List<Transaction> decodeMany() throws DecodeException {
    List<Transaction> many = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      many.add(decode());
    }
    return many;
  }

  /** Verifies a transfer's signature and nothing else. */
  @Benchmark
  public boolean verifySignature() {
    Signed signed = signatures.get(next());
    return verifier.verify(signed.key(), signed.message(), signed.signature());
  }

  /** Decodes, computes the ids and validates one transfer. */
  @Benchmark
  public TxVerdict validate() throws DecodeException {
    return verdict(decode());
  }

  /** The same of many, whose ids are computed together. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long validateMany() throws DecodeException {
    List<Transaction> many = decodeMany();
    Transaction.computeIds(many);
    long gas = 0;
    for (Transaction transfer : many) {
      gas += verdict(transfer).gasUsed();
    }
    return gas;
  }

  private TxVerdict verdict(Transaction transfer) {
    TxVerdict verdict = validator.validate(transfer, PLACE);
    if (verdict.error().isPresent()) {
      throw new IllegalStateException("the transfer is not valid: " + verdict.error().get());
    }
    return verdict;
  }
}
