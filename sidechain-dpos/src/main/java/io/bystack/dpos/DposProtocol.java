package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.ChainContext;
import io.bystack.core.consensus.ChainParameters;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.consensus.ForkChoice;
import io.bystack.core.consensus.NetworkRules;
import io.bystack.core.consensus.PoolPolicy;
import io.bystack.core.consensus.TransactionRules;
import io.bystack.core.consensus.UtxoRules;
import io.bystack.core.consensus.ValidatedTransactions;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.store.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The side chain for node-core: a network, its federation and what this node does on it. Immutable.
 * {@link #open} gives {@link DposRules}.
 */
public final class DposProtocol implements ChainProtocol {
  private final DposNetwork network;
  private final Federation federation;
  private final NodeRole role;
  private final List<Bytes> consensusKeys;
  private final ChainParameters parameters;
  private final TransactionRules transactionRules;
  private final VaporPoolPolicy poolPolicy;
  private final SubProtocol sub;

  public DposProtocol(DposNetwork network, Federation federation, NodeRole role) {
    this(network, federation, role, VaporPoolPolicy.careful(Set.of()), SubProtocol.OFF);
  }

  /** As the reference, whose pool takes what our strict rules forbid: for recorded scripts. */
  public static DposProtocol likeReference(
      DposNetwork network, Federation federation, NodeRole role) {
    return new DposProtocol(
        network, federation, role, VaporPoolPolicy.reference(), SubProtocol.OFF);
  }

  /** The same chain with a protocol on top of its blocks. */
  DposProtocol with(SubProtocol other) {
    return new DposProtocol(network, federation, role, poolPolicy.with(other), other);
  }

  private DposProtocol(
      DposNetwork network,
      Federation federation,
      NodeRole role,
      VaporPoolPolicy poolPolicy,
      SubProtocol sub) {
    this.network = network;
    this.federation = federation;
    this.role = role;
    this.consensusKeys = federation.consensusKeys();
    DposParameters numbers = network.parameters();
    this.parameters =
        new ChainParameters(
            "side",
            network.chainId(),
            VaporGenesis.block(
                network.genesisTimestamp(), numbers.subsidy(0), federation.program()),
            numbers.gas().maxBlockGas(),
            List.of());
    this.transactionRules =
        new ValidatedTransactions(
            new VaporTransactionValidator(
                numbers,
                FederationPrograms.of(
                    federation.members(), federation.quorum(), numbers.forks().crossInFork()),
                Ed25519.verifier()::verify),
            numbers.forks()::ruleSet);
    this.poolPolicy = poolPolicy;
    this.sub = sub;
  }

  @Override
  public ChainParameters parameters() {
    return parameters;
  }

  @Override
  public NetworkRules rules() {
    return network.rules();
  }

  @Override
  public LedgerFormat format() {
    return VaporFormat.INSTANCE;
  }

  @Override
  public TransactionRules transactionRules() {
    return transactionRules;
  }

  @Override
  public UtxoRules utxoRules() {
    return new VaporUtxoRules(network.parameters());
  }

  @Override
  public ForkChoice forkChoice() {
    return new HighestChain();
  }

  @Override
  public PoolPolicy poolPolicy() {
    return poolPolicy;
  }

  @Override
  public List<Table<?, ?>> tables() {
    List<Table<?, ?>> all = new ArrayList<>(DposTables.ALL);
    if (sub.startHeight() != ForkHeights.NEVER) {
      all.add(DposTables.SUB_PROTOCOLS);
      all.addAll(sub.tables());
    }
    return List.copyOf(all);
  }

  @Override
  public List<Table<?, ?>> snapshotTables() {
    return tables().stream().filter(table -> !table.equals(DposTables.DRAFT)).toList();
  }

  /** The sign-once rule needs all stored headers of a height (spec/07 §4.8). */
  @Override
  public boolean keepsBlocksAboveTip() {
    return true;
  }

  @Override
  public DposRules open(ChainContext context) {
    new SubProtocolCatchUp(sub, context).run();
    return new DposRules(network.parameters(), consensusKeys, context, role, sub);
  }
}
