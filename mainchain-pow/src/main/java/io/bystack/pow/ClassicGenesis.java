package io.bystack.pow;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxStatus;
import java.util.List;

/** The first blocks of the main chain's networks (spec/01 §11.1). */
public final class ClassicGenesis {
  /** What the first block pays out, in the smallest unit of BTM. */
  public static final long SUBSIDY = 140_700_041_250_000_000L;

  private static final String MESSAGE =
      "Information is power. -- Jan/11/2013. Computing is power. -- Apr/24/2018.";
  private static final String PROGRAM = "00148c9d063ff74ee6d9ffa88d83aeb038068366c4c4";
  private static final long NONCE = 9_253_507_043_297L;

  private static final long MAINNET_SECONDS = 1_524_549_600;
  private static final long MAINNET_BITS = 2_161_727_821_137_910_632L;
  private static final long TEST_SECONDS = 1_528_945_000;
  private static final long TEST_BITS = 2_305_843_009_214_532_812L;

  private ClassicGenesis() {}

  public static Block mainnet() {
    return block(MAINNET_SECONDS, MAINNET_BITS);
  }

  public static Block wisdom() {
    return block(TEST_SECONDS, TEST_BITS);
  }

  /** The same block as that of wisdom: the hash does not tell the two networks apart. */
  public static Block solonet() {
    return block(TEST_SECONDS, TEST_BITS);
  }

  /**
   * The first block of a network by its chain id.
   *
   * @throws IllegalArgumentException if there is no such network
   */
  public static Block of(String chainId) {
    return switch (chainId) {
      case "mainnet" -> mainnet();
      case "wisdom" -> wisdom();
      case "solonet" -> solonet();
      default ->
          throw new IllegalArgumentException(
              "unknown main chain network '" + chainId + "', known: mainnet, wisdom, solonet");
    };
  }

  /**
   * A first block like those of the known networks with other header values, for a network of one's
   * own.
   *
   * @param timestamp seconds since the epoch
   * @param bits compact form of the first difficulty target
   */
  public static Block block(long timestamp, long bits) {
    ClassicFormat format = ClassicFormat.INSTANCE;
    Transaction coinbase =
        format.transaction(
            TxFields.of(
                List.of(new CoinbaseInput(Bytes.utf8(MESSAGE))),
                List.of(new OriginalOutput(AssetAmount.btm(SUBSIDY), Bytes.fromHex(PROGRAM)))));
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(List.of(coinbase.id())), TxStatus.allGood(1).root());
    HeaderFields fields = new HeaderFields(1, 0, Hash.ZERO, timestamp, roots);
    return format.block(new ClassicHeader(fields, NONCE, bits), List.of(coinbase));
  }
}
