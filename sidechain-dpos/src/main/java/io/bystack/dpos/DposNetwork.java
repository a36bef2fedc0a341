package io.bystack.dpos;

import io.bystack.core.consensus.NetworkRules;
import io.bystack.dpos.CoinbaseRules.SubsidyRow;
import java.util.List;

/**
 * A side-chain network: its names and its parameters (spec/07 §1). The federation is configured
 * apart from it; both together determine the genesis block.
 *
 * @param chainId the name peers and configuration use
 * @param addressPrefix human-readable part of addresses
 * @param mainChainAddressPrefix the same of the main chain's addresses
 * @param genesisTimestamp milliseconds since epoch
 * @param parameters what nodes agree on
 */
public record DposNetwork(
    String chainId,
    String addressPrefix,
    String mainChainAddressPrefix,
    long genesisTimestamp,
    DposParameters parameters) {

  /** When networks of one's own begin unless they say otherwise, milliseconds since 1970. */
  public static final long OWN_GENESIS_TIME = 1_795_478_400_000L;

  /** Above this height every Vapor network takes claims of the built-in federation only. */
  private static final long CROSS_IN_FORK = 128_957_600;

  private static final long BLOCKS_A_YEAR = 63_072_000;
  private static final long MILLION_BTM = 100_000_000_000_000L;
  private static final long ONE_BTM = 100_000_000;

  /** Vapor's main network. */
  public static DposNetwork mainnet() {
    long perBlock = 9_512_938;
    return new DposNetwork(
        "mainnet",
        "vp",
        "bn",
        1_563_344_560_002L,
        new DposParameters(
            halfSecondRounds(),
            vaporGas(640_000),
            new StakeRules(MILLION_BTM, ONE_BTM, 3_456_000),
            new CoinbaseRules(
                7_200,
                128,
                List.of(
                    new SubsidyRow(1, BLOCKS_A_YEAR, perBlock),
                    new SubsidyRow(BLOCKS_A_YEAR + 1, 2 * BLOCKS_A_YEAR, perBlock))),
            new ForkHeights(10_461_600, 42_884_800, CROSS_IN_FORK, ForkHeights.NEVER)));
  }

  /** Vapor's public test network. */
  public static DposNetwork testnet() {
    return new DposNetwork(
        "testnet",
        "tp",
        "tn",
        1_563_344_560_001L,
        new DposParameters(
            halfSecondRounds(),
            vaporGas(640_000),
            new StakeRules(MILLION_BTM, ONE_BTM, 3_456_000),
            new CoinbaseRules(7_200, 128, List.of(new SubsidyRow(1, BLOCKS_A_YEAR, 15_000_000))),
            new ForkHeights(0, 0, CROSS_IN_FORK, ForkHeights.NEVER)));
  }

  /** A private network with Vapor's exact rules. */
  public static DposNetwork solonet() {
    return new DposNetwork(
        "solonet",
        "sp",
        "sn",
        1_563_344_560_000L,
        new DposParameters(
            halfSecondRounds(),
            vaporGas(200_000),
            new StakeRules(MILLION_BTM, ONE_BTM, 10_000),
            new CoinbaseRules(
                1_200,
                128,
                List.of(
                    new SubsidyRow(0, 840_000, 24),
                    new SubsidyRow(840_001, 1_680_000, 12),
                    new SubsidyRow(1_680_001, 3_360_000, 6))),
            new ForkHeights(0, 0, CROSS_IN_FORK, ForkHeights.NEVER)));
  }

  /**
   * A network of our own: the same rules, the strict ones from the first block on, and claims of
   * the configured federation for ever.
   */
  public static DposNetwork own(String chainId, long genesisTimestamp) {
    DposParameters solonet = solonet().parameters();
    return new DposNetwork(
        chainId,
        "sp",
        "sm",
        genesisTimestamp,
        new DposParameters(
            solonet.round(),
            solonet.gas(),
            solonet.stake(),
            solonet.coinbase(),
            new ForkHeights(0, 0, ForkHeights.NEVER, 0)));
  }

  /** What a network for trying things out runs beside a solonet main chain. */
  public static DposNetwork development() {
    return own("solonet", OWN_GENESIS_TIME);
  }

  /**
   * What its nodes have to agree on beyond the genesis block; only a network of one's own tells
   * them.
   */
  public NetworkRules rules() {
    boolean own = !List.of(mainnet(), testnet(), solonet()).contains(this);
    return parameters.rules(own);
  }

  /** The same network with other parameters. */
  public DposNetwork withParameters(DposParameters other) {
    return new DposNetwork(chainId, addressPrefix, mainChainAddressPrefix, genesisTimestamp, other);
  }

  private static RoundRules halfSecondRounds() {
    return new RoundRules(1_200, 12, 10, 500, 2_000);
  }

  private static GasRules vaporGas(long maxTransactionGas) {
    return new GasRules(10_000_000, maxTransactionGas, 160_000, 200, 1);
  }
}
