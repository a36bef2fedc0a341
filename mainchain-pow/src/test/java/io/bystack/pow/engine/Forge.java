package io.bystack.pow.engine;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.consensus.ChainParameters;
import io.bystack.core.consensus.ValidatedTransactions;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.TxStatus;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicGenesis;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.ClassicTransactionValidator;
import io.bystack.pow.consensus.PowProtocol;
import io.bystack.pow.consensus.Subsidy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes blocks and transactions of a network without work: the main chain's rules, but every
 * proof-of-work hash is zero, and genesis pays out many outputs that anyone may spend.
 */
final class Forge {
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  static final InstantSource CLOCK = InstantSource.fixed(NOW);
  static final Bytes ANYONE = Bytes.of(0x51);
  static final long FEE = 10_000_000;

  private static final long BITS = 2_305_843_009_214_532_812L;
  private static final long COIN = 1_000_000_000_000L;
  private static final StoreOptions STORE =
      new StoreOptions(8L << 20, 8L << 20, SyncMode.ON_REQUEST, FailPoints.NONE);

  /** An output that can be spent, with what its spender must carry. */
  record Coin(Hash id, SpendCommitment commitment) {
    long amount() {
      return commitment.value().amount();
    }
  }

  private final Block genesis;
  private final PowProtocol protocol;

  Forge(int coins) {
    this.genesis = genesis(coins);
    ClassicTransactionValidator validator =
        new ClassicTransactionValidator(
            ClassicTransactionValidator.Parameters.bytom(), Ed25519.verifier()::verify);
    this.protocol =
        new PowProtocol(
            new ChainParameters("main", "forge", genesis, 10_000_000, List.of()),
            new ValidatedTransactions(validator, height -> 0),
            (header, seed) -> Hash.ZERO);
  }

  private static Block genesis(int coins) {
    Transaction coinbase = ClassicGenesis.solonet().transactions().getFirst();
    List<TxOutput> outputs = new ArrayList<>();
    for (int i = 0; i < coins; i++) {
      outputs.add(new OriginalOutput(AssetAmount.btm(COIN + i), ANYONE));
    }
    // Genesis is never validated, so what it gives need not come from anywhere.
    Transaction gift =
        ClassicFormat.INSTANCE.transaction(
            TxFields.of(List.of(new CoinbaseInput(Bytes.utf8("gift"))), outputs));
    List<Transaction> transactions = List.of(coinbase, gift);
    return block(Hash.ZERO, 0, 1_528_945_000, transactions, 0);
  }

  PowProtocol protocol() {
    return protocol;
  }

  Block genesis() {
    return genesis;
  }

  Store store(Path folder) throws StoreException {
    return store(folder, FailPoints.NONE);
  }

  Store store(Path folder, FailPoints points) throws StoreException {
    return Store.open(
        folder, "main", "forge", ChainTables.of(protocol), STORE.withFailPoints(points));
  }

  /** The spendable outputs of genesis. */
  List<Coin> coins() {
    return coins(genesis.transactions().get(1));
  }

  /** All outputs of a transaction. */
  static List<Coin> coins(Transaction transaction) {
    List<Coin> coins = new ArrayList<>();
    for (int i = 0; i < transaction.outputs().size(); i++) {
      TxOutput output = transaction.outputs().get(i);
      SpendCommitment commitment =
          SpendCommitment.of(transaction.muxId(), output.value(), i, output.program().code());
      coins.add(new Coin(transaction.resultId(i), commitment));
    }
    return coins;
  }

  /** Spends coins into equal parts that anyone may spend. */
  static Transaction spend(List<Coin> coins, int parts, long fee) {
    long sum = coins.stream().mapToLong(Coin::amount).sum() - fee;
    List<TxInput> inputs = new ArrayList<>();
    coins.forEach(c -> inputs.add(new SpendInput(c.commitment(), List.of())));
    List<TxOutput> outputs = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      long amount = i == 0 ? sum - sum / parts * (parts - 1) : sum / parts;
      outputs.add(new OriginalOutput(AssetAmount.btm(amount), ANYONE));
    }
    return ClassicFormat.INSTANCE.transaction(TxFields.of(inputs, outputs));
  }

  /**
   * A block on a parent.
   *
   * @param salt makes siblings differ
   * @param fees of the transactions together
   */
  static Block child(Block parent, List<Transaction> transactions, long salt, long fees) {
    long height = parent.height() + 1;
    Transaction coinbase =
        ClassicFormat.INSTANCE.transaction(
            TxFields.of(
                List.of(new CoinbaseInput(Bytes.utf8(height + "/" + salt))),
                List.of(new OriginalOutput(AssetAmount.btm(Subsidy.at(height) + fees), ANYONE))));
    List<Transaction> all = new ArrayList<>();
    all.add(coinbase);
    all.addAll(transactions);
    return block(parent.hash(), height, parent.header().timestamp() + 150, all, salt);
  }

  private static Block block(
      Hash previous, long height, long timestamp, List<Transaction> transactions, long nonce) {
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(transactions.stream().map(Transaction::id).toList()),
            TxStatus.allGood(transactions.size()).root());
    HeaderFields fields = new HeaderFields(1, height, previous, timestamp, roots);
    ClassicHeader header = new ClassicHeader(fields, nonce & Long.MAX_VALUE, BITS);
    return ClassicFormat.INSTANCE.block(header, transactions);
  }
}
