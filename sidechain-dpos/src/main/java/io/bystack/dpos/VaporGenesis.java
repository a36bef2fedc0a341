package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxStatus;
import java.util.List;

/**
 * The first blocks of the side chain's networks (spec/01 §11.2). They depend on the federation: its
 * control program is the coinbase's arbitrary.
 */
public final class VaporGenesis {
  private static final String PROGRAM = "00148c9d063ff74ee6d9ffa88d83aeb038068366c4c4";

  private static final long SOLONET_MILLIS = 1_563_344_560_000L;
  private static final long TESTNET_MILLIS = 1_563_344_560_001L;
  private static final long MAINNET_MILLIS = 1_563_344_560_002L;
  private static final long SOLONET_SUBSIDY = 24;

  private VaporGenesis() {}

  /**
   * The first block of a network by its chain id.
   *
   * @param federationProgram control program of the federation, {@code 0020} and 32 bytes
   * @throws IllegalArgumentException if there is no such network
   */
  public static Block of(String chainId, Bytes federationProgram) {
    return switch (chainId) {
      case "mainnet" -> block(MAINNET_MILLIS, 0, federationProgram);
      case "testnet" -> block(TESTNET_MILLIS, 0, federationProgram);
      case "solonet" -> block(SOLONET_MILLIS, SOLONET_SUBSIDY, federationProgram);
      default ->
          throw new IllegalArgumentException(
              "unknown side chain network '" + chainId + "', known: mainnet, testnet, solonet");
    };
  }

  /**
   * A first block like those of the known networks, for a network of one's own.
   *
   * @param timestamp milliseconds since the epoch
   * @param subsidy reward of height 0, in the smallest unit of BTM
   */
  public static Block block(long timestamp, long subsidy, Bytes federationProgram) {
    VaporFormat format = VaporFormat.INSTANCE;
    Transaction coinbase =
        format.transaction(
            TxFields.of(
                List.of(new CoinbaseInput(federationProgram)),
                List.of(new IntraChainOutput(AssetAmount.btm(subsidy), Bytes.fromHex(PROGRAM)))));
    BlockRoots roots =
        new BlockRoots(
            MerkleTree.transactionRoot(List.of(coinbase.id())), TxStatus.allGood(1).root());
    HeaderFields fields = new HeaderFields(1, 0, Hash.ZERO, timestamp, roots);
    return format.block(new VaporHeader(fields, List.of()), List.of(coinbase));
  }
}
