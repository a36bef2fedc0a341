package io.bystack.cli.bench;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.ChainParameters;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.TxStatus;
import io.bystack.core.validation.TxVerdict;
import io.bystack.core.validation.ValidationContext;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.ClassicTransactionValidator;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.consensus.PowProtocol;
import io.bystack.pow.consensus.Subsidy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A main chain of a network of its own, made for measuring: a first block that pays to one key, a
 * hundred blocks until that may be spent, blocks that split it into a million outputs, then blocks
 * full of transfers that spend those all over the set. All blocks are valid but for their proof of
 * work.
 */
final class TransferChain {
  /** A clock after all blocks. */
  static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_900_000_000L));

  private static final long BITS = 2_305_843_009_214_532_812L;
  private static final long START_SECONDS = 1_528_945_000;
  private static final int MATURITY = 100;
  private static final int OUTPUTS_PER_SPLIT = 2_800;
  private static final int SPLITS_PER_BLOCK = 50;
  private static final long OUTPUT_AMOUNT = 1_000_000;
  private static final long SPLIT_FEE = 50_000_000;

  private final TransferMaker maker =
      new TransferMaker(ClassicFormat.INSTANCE, OriginalOutput::new, TransferMaker.MAIN_CHAIN_FEE);
  private final ClassicTransactionValidator validator = validator();
  private final int splits;
  private final Block genesis;
  private final List<Hash> splitSources = new ArrayList<>();
  private Block last;
  private int spent;

  /**
   * A chain that will have this many outputs to spend.
   *
   * @param outputs rounded up
   */
  TransferChain(int outputs) {
    this.splits = (outputs + OUTPUTS_PER_SPLIT - 1) / OUTPUTS_PER_SPLIT;
    List<TxOutput> coins = Collections.nCopies(splits, maker.pay(splitAmount()));
    this.genesis = block(0, Hash.ZERO, List.of(coinbase(0, coins)));
    this.last = genesis;
  }

  private static ClassicTransactionValidator validator() {
    return new ClassicTransactionValidator(
        ClassicTransactionValidator.Parameters.bytom(), Ed25519.verifier()::verify);
  }

  /** This network's protocol: any header is taken to have its proof. */
  ChainProtocol protocol() {
    return PowProtocol.of(
        new ChainParameters("main", "bench", genesis, PowNetwork.MAX_BLOCK_GAS, List.of()),
        (header, seed) -> Hash.ZERO);
  }

  private static long splitAmount() {
    return OUTPUTS_PER_SPLIT * OUTPUT_AMOUNT + SPLIT_FEE;
  }

  /** Outputs that {@link #preparation} makes. */
  int outputs() {
    return splits * OUTPUTS_PER_SPLIT;
  }

  /**
   * The blocks up to the one behind which all outputs are there, each made when it is asked for.
   */
  Stream<Bytes> preparation() {
    Hash source = genesis.transactions().getFirst().muxId();
    return Stream.concat(
        IntStream.range(0, MATURITY).mapToObj(_ -> next(List.of(), 0)),
        IntStream.iterate(0, from -> from < splits, from -> from + SPLITS_PER_BLOCK)
            .mapToObj(from -> splittingBlock(source, from)));
  }

  private Bytes splittingBlock(Hash source, int from) {
    List<Transaction> some =
        IntStream.range(from, Math.min(splits, from + SPLITS_PER_BLOCK))
            .parallel()
            .mapToObj(i -> new TransferMaker.Coin(source, i, splitAmount()))
            .map(coin -> maker.split(coin, OUTPUTS_PER_SPLIT, OUTPUT_AMOUNT))
            .toList();
    some.forEach(split -> splitSources.add(split.muxId()));
    return next(some, some.size() * SPLIT_FEE);
  }

  /** How many transfers the gas of a block is enough for. */
  int transfersPerBlock() {
    TxVerdict verdict =
        validator.validate(
            maker.transfer(new TransferMaker.Coin(Hash.ZERO, 1, OUTPUT_AMOUNT)),
            new ValidationContext(1, 1, false));
    // The bytes of a transfer's numbers vary a little.
    return (int) (PowNetwork.MAX_BLOCK_GAS / (verdict.gasUsed() + 2));
  }

  /** Blocks full of transfers. */
  List<Bytes> fullBlocks(int count) {
    int transfers = transfersPerBlock();
    List<Bytes> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(next(transfers(transfers), transfers * TransferMaker.MAIN_CHAIN_FEE));
    }
    return blocks;
  }

  /** Blocks with nothing but a coinbase. */
  List<Bytes> emptyBlocks(int count) {
    List<Bytes> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(next(List.of(), 0));
    }
    return blocks;
  }

  /** Transfers of outputs that no transfer has spent before. */
  List<Transaction> transfers(int count) {
    int from = spent;
    if (from + count > outputs()) {
      throw new IllegalArgumentException(
          "%,d transfers asked for, %,d outputs left: more --outputs are needed"
              .formatted(count, outputs() - from));
    }
    spent += count;
    return IntStream.range(from, from + count)
        .parallel()
        .mapToObj(i -> maker.transfer(coin(i)))
        .toList();
  }

  /** Neighbours in the order of spending come from different transactions. */
  private TransferMaker.Coin coin(int index) {
    return new TransferMaker.Coin(splitSources.get(index % splits), index / splits, OUTPUT_AMOUNT);
  }

  private Bytes next(List<Transaction> transactions, long fees) {
    long height = last.height() + 1;
    List<Transaction> all = new ArrayList<>();
    all.add(coinbase(height, List.of(maker.pay(Subsidy.at(height) + fees))));
    all.addAll(transactions);
    last = block(height, last.hash(), all);
    return last.raw();
  }

  private static Transaction coinbase(long height, List<TxOutput> outputs) {
    return ClassicFormat.INSTANCE.transaction(
        TxFields.of(List.of(new CoinbaseInput(Bytes.utf8("bench " + height))), outputs));
  }

  private static Block block(long height, Hash previous, List<Transaction> transactions) {
    List<Hash> ids = transactions.stream().map(Transaction::id).toList();
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(ids), TxStatus.allGood(transactions.size()).root());
    HeaderFields fields =
        new HeaderFields(1, height, previous, START_SECONDS + 150 * height, roots);
    return ClassicFormat.INSTANCE.block(new ClassicHeader(fields, 0, BITS), transactions);
  }
}
