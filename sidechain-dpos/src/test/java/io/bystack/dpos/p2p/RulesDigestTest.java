package io.bystack.dpos.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.consensus.NetworkRules;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.net.DialException;
import io.bystack.core.p2p.net.Ending;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.core.store.Batch;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreException.Reason;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.Table;
import io.bystack.core.sync.LoopbackNode;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposParameters;
import io.bystack.dpos.DposProtocol;
import io.bystack.dpos.Federation;
import io.bystack.dpos.ForkHeights;
import io.bystack.dpos.NodeRole;
import io.bystack.dpos.RoundRules;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One genesis block and other rules: noticed at once, never by a fork. */
class RulesDigestTest {
  private static final DposNetwork NETWORK = DposNetwork.own("mine", 1_700_000_000_000L);

  @TempDir Path folder;

  private static DposNetwork strictFrom(long height) {
    DposParameters p = NETWORK.parameters();
    return NETWORK.withParameters(
        new DposParameters(
            p.round(),
            p.gas(),
            p.stake(),
            p.coinbase(),
            new ForkHeights(0, 0, ForkHeights.NEVER, height)));
  }

  private static DposNetwork withRounds(long blocks, long interval) {
    DposParameters p = NETWORK.parameters();
    return NETWORK.withParameters(
        new DposParameters(
            new RoundRules(blocks, 12, 10, interval, 2_000),
            p.gas(),
            p.stake(),
            p.coinbase(),
            p.forks()));
  }

  // ---- stores

  private void open(DposNetwork network, Federation federation) throws StoreException {
    DposProtocol protocol = new DposProtocol(network, federation, NodeRole.observer());
    try (Store store = ChainTables.open(protocol, folder, StoreOptions.DEFAULT)) {
      ChainEngine engine =
          ChainEngine.open(
              protocol, store, EngineOptions.DEFAULT, Surroundings.direct(InstantSource.system()));
      assertThat(engine.best().height()).isZero();
    }
  }

  private static void isRefused(ThrowingCallable opening, String... parts) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_CHAIN))
        .hasMessageContainingAll(parts);
  }

  @Test
  void aStoreOpensOnlyWithTheRulesItWasMadeWith() throws Exception {
    Federation federation = Federation.vaporDefault();
    open(NETWORK, federation);
    open(NETWORK, federation);
    isRefused(() -> open(strictFrom(100), federation), "strict-from is 0 there, 100 here");
    isRefused(
        () -> open(withRounds(6, 250), federation),
        "block-interval-ms is 500 there, 250 here",
        "round-blocks is 1200 there, 6 here");
    open(NETWORK, federation);
  }

  @Test
  void aStoreOpensOnlyWithTheFederationItWasMadeWith() throws Exception {
    open(NETWORK, Federation.vaporDefault());
    isRefused(() -> open(NETWORK, Federation.afterCrossInFork()), "begins with genesis block");
  }

  @Test
  void theReferencesNetworksKeepNothing() throws Exception {
    for (DposNetwork network :
        List.of(DposNetwork.mainnet(), DposNetwork.testnet(), DposNetwork.solonet())) {
      assertThat(network.rules().own()).isFalse();
      assertThat(info(network).other()).containsExactly(PeerProtocol.FAST_LANE);
    }
    open(DposNetwork.solonet(), Federation.vaporDefault());
    open(DposNetwork.solonet(), Federation.vaporDefault());
  }

  private static String without(String setting) {
    NetworkRules.Builder builder = new NetworkRules.Builder();
    NETWORK
        .rules()
        .settings()
        .forEach((name, value) -> {
          if (!name.equals(setting)) {
            builder.set(name, value);
          }
        });
    return builder.build(true).text();
  }

  private Optional<Bytes> rules(String replacement) throws StoreException {
    DposProtocol protocol =
        new DposProtocol(NETWORK, Federation.vaporDefault(), NodeRole.observer());
    try (Store store = ChainTables.open(protocol, folder, StoreOptions.DEFAULT);
        Batch batch = store.batch()) {
      @SuppressWarnings("unchecked")
      Table<String, Bytes> state =
          (Table<String, Bytes>)
              ChainTables.of(protocol).stream()
                  .filter(table -> table.name().equals("state"))
                  .findFirst()
                  .orElseThrow();
      Optional<Bytes> kept = store.get(state, "rules");
      batch.put(state, "rules", Bytes.utf8(replacement));
      store.write(batch);
      return kept;
    }
  }

  @Test
  void aStoreOfAnEarlierVersionTakesOverANewSetting() throws Exception {
    Federation federation = Federation.vaporDefault();
    open(NETWORK, federation);
    rules(without("min-vote"));
    open(NETWORK, federation);
    assertThat(rules(NETWORK.rules().text() + ";later=5"))
        .contains(Bytes.utf8(NETWORK.rules().text()));
    isRefused(() -> open(NETWORK, federation), "later is unknown to this version");
  }

  // ---- peers

  @Test
  void aPeerOfAnotherVersionMayLackASetting() {
    NodeInfo ours = info(NETWORK);
    NodeInfo plain = info(DposNetwork.solonet());
    NodeInfo earlier = plain.withRules(NetworkRules.parse(without("min-vote")).orElseThrow());
    assertThat(ours.otherRules(earlier)).isEmpty();
    assertThat(earlier.otherRules(ours)).isEmpty();
  }

  @Test
  void whatAPeerSaysOfItsRulesIsShownAsText() {
    String forged = without("min-vote") + ";min-vote=\n\u001b[31mforged line";
    NodeInfo theirs =
        info(DposNetwork.solonet()).withRules(NetworkRules.parse(forged).orElseThrow());
    assertThat(info(NETWORK).otherRules(theirs).orElseThrow())
        .contains("forged line")
        .doesNotContain("\n", "\u001b");
  }

  private static PeerProtocol protocol(DposNetwork network) {
    DposIdentity identity = new DposIdentity(XPrv.generate(new SecureRandom()));
    NetworkName name =
        new NetworkName(network.chainId(), DposPeers.networkId(DposTestChains.empty().genesis()));
    return DposPeers.protocol(
        identity, new DposPeers.Membership(name, network.rules()), "test", "127.0.0.1:0");
  }

  private static NodeInfo info(DposNetwork network) {
    return protocol(network).own();
  }

  @Test
  void aHelloTellsTheRulesAndNamesTheDifference() {
    NodeInfo ours = info(NETWORK);
    assertThat(ours.rules()).contains(NETWORK.rules());
    assertThat(ours.incompatibility(info(NETWORK))).isEmpty();
    assertThat(ours.incompatibility(info(withRounds(6, 500))))
        .contains("network rules: round-blocks is 6 there, 1200 here");
    assertThat(NETWORK.rules().digest()).isEqualTo(NETWORK.rules().digest());
    assertThat(NETWORK.rules().digest()).isNotEqualTo(strictFrom(1).rules().digest());
  }

  @Test
  void aNodeThatTellsNoRulesIsNotHeldAgainstThem() {
    NodeInfo silent = info(NETWORK).withRules(NetworkRules.BUILT_IN);
    NodeInfo plain =
        new NodeInfo(
            silent.publicKey(),
            silent.moniker(),
            silent.network(),
            "",
            silent.listenAddress(),
            silent.version(),
            silent.serviceFlags(),
            List.of());
    assertThat(info(NETWORK).incompatibility(plain)).isEmpty();
    assertThat(plain.incompatibility(info(NETWORK))).isEmpty();
  }

  @Test
  void textThatIsNoRulesIsReadPast() {
    for (String text : List.of("", "a", "a=1;a=2", "=1", "a=1=2", "a=1;", "x".repeat(5_000))) {
      assertThat(NetworkRules.parse(text)).as(text).isEmpty();
    }
    assertThat(NetworkRules.parse("a=1;b=")).isPresent();
  }

  private static LoopbackNode node(DposNetwork network) throws Exception {
    return LoopbackNode.start(
        new LoopbackNode.Parts(protocol(network), new DposDialect(), DposTestChains.empty()));
  }

  @Test
  void nodesWithOtherRulesDoNotBecomePeers() throws Exception {
    try (LoopbackNode here = node(NETWORK);
        LoopbackNode there = node(strictFrom(5));
        LoopbackNode alike = node(NETWORK)) {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      assertThat(here.network().connect(new InetSocketAddress(loopback, there.port())))
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("strict-from is 5 there, 0 here")
          .havingCause()
          .isInstanceOfSatisfying(
              DialException.class, e -> assertThat(e.ending()).isEqualTo(Ending.OTHER_RULES));
      assertThat(here.network().connect(new InetSocketAddress(loopback, alike.port())))
          .succeedsWithin(Duration.ofSeconds(60));
    }
  }
}
