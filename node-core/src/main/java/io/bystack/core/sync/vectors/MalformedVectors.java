package io.bystack.core.sync.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.message.LedgerMessages.GetBlock;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.core.p2p.net.ScriptedPeer;
import io.bystack.core.store.StoreException;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Cases of malformed input that were tried on the real nodes, said to a pipeline of ours. Where the
 * reference closes or goes on, we must too; {@link #STRICTER} names the cases in which we close and
 * it does not: {@code malformed_*}. Cases that need a whole node are {@link WholeNodeCases}.
 */
record MalformedVectors(SyncSubject subject, Supplier<WholeChain> chains) implements VectorCheck {
  private static final int LEDGER = 0x40;
  private static final Bytes GET_BLOCK_1 = Bytes.fromHex("100000000000000001" + "00".repeat(32));

  /** Where we are stricter: a foreign key, a message no honest node sends, a huge text. */
  private static final Map<String, String> STRICTER =
      Map.of(
          "ni-other-pubkey", "the hello must state the authenticated key",
          "pubkey-text", "the hello must state the authenticated key",
          "pubkey-empty", "the hello must state the authenticated key",
          "empty-message", "the reference is left half dead on one chain",
          "not-snappy", "the reference is left half dead",
          "packet-1029", "the message is none: closed at its end as on the main chain");

  @Override
  public boolean handles(String fileName) {
    return fileName.equals("malformed_" + subject.peers().suffix() + ".json");
  }

  @Override
  public void check(VectorFile file, VectorReport report)
      throws IOException, DecodeException, StoreException {
    WholeNodeCases whole = new WholeNodeCases(subject, chains, this::identity);
    Map<String, Consumer<ScriptedPeer>> scripts = scripts();
    for (JsonNode row : file.json()) {
      String name = row.path("name").asText();
      Consumer<ScriptedPeer> script = scripts.get(name);
      if (whole.has(name)) {
        whole.check(row, report);
        continue;
      }
      if (script == null) {
        report.skip("an unknown case: " + name);
        continue;
      }
      boolean closes =
          STRICTER.containsKey(name) || row.path("outcome").asText().startsWith("closed");
      ScriptedPeer peer = new ScriptedPeer(protocol(), identity());
      script.accept(peer);
      String got = "closed";
      if (peer.isOpen()) {
        int before = peer.received().size();
        peer.message(LEDGER, GET_BLOCK_1);
        boolean served =
            peer.received().size() == before + 1
                && peer.received().getLast() instanceof GetBlock m
                && m.height() == 1;
        got = served ? "served" : "deaf";
      }
      peer.close();
      report.expect(name, "reaction", closes ? "closed" : "served", got);
    }
  }

  private NodeIdentity identity() {
    byte[] key = new byte[64];
    new SecureRandom().nextBytes(key);
    // Pruned as both chains' keys are, so that the same bytes make a key of either.
    key[0] &= (byte) 0xF8;
    key[31] = (byte) ((key[31] & 0x1F) | 0x40);
    return subject.peers().identity().apply(Bytes.wrap(key));
  }

  private PeerProtocol protocol() {
    NodeIdentity own = identity();
    NodeInfo info =
        new NodeInfo(
            own.publicKey(),
            "ours",
            new NetworkName("solonet", subject.networkId()),
            "",
            "",
            "1.1.2",
            7,
            List.of("7"));
    var forms = subject.peers().forms();
    return new PeerProtocol(own, forms.hello(), info, forms.compressed(), forms.channels());
  }

  private Map<String, Consumer<ScriptedPeer>> scripts() {
    Map<String, Consumer<ScriptedPeer>> all = new HashMap<>();
    handshakes(all);
    hellos(all);
    records(all);
    packets(all);
    messages(all);
    return all;
  }

  private static ScriptedPeer ready(ScriptedPeer peer) {
    peer.handshake(peer.hello());
    return peer;
  }

  private static void handshakes(Map<String, Consumer<ScriptedPeer>> all) {
    all.put("baseline", p -> ready(p));
    all.put("bad-auth-signature", p -> auth(p, -1, 1));
    all.put("auth-key-type-0", p -> auth(p, 0, 1));
    all.put("auth-key-type-2", p -> auth(p, 0, 3));
    all.put(
        "ni-bytes",
        p -> {
          p.exchangeKeys(Optional.empty());
          p.send(p.authMessage());
          for (byte b : helloBytes(p, p.hello()).toArray()) {
            p.send(Bytes.of(b));
          }
        });
    all.put(
        "ni-nil",
        p -> {
          p.exchangeKeys(Optional.empty());
          p.send(p.authMessage());
          p.send(Bytes.of(0));
        });
    all.put(
        "ni-ptr-2",
        p -> {
          p.exchangeKeys(Optional.empty());
          p.send(p.authMessage());
          p.send(Bytes.of(2));
        });
  }

  /** An authentication message with one byte changed; negative positions count from the end. */
  private static void auth(ScriptedPeer peer, int at, int change) {
    peer.exchangeKeys(Optional.empty());
    byte[] message = peer.authMessage().toArray();
    message[at < 0 ? message.length + at : at] ^= (byte) change;
    peer.send(Bytes.wrap(message));
  }

  private static Bytes helloBytes(ScriptedPeer peer, NodeInfo info) {
    return peer.primitives(info).stream().reduce(Bytes.EMPTY, Bytes::concat);
  }

  private static void hellos(Map<String, Consumer<ScriptedPeer>> all) {
    all.put(
        "wrong-network",
        p -> p.handshake(with(p, new NetworkName("mainnet", p.hello().network().id()))));
    all.put(
        "wrong-netid",
        p -> p.handshake(with(p, new NetworkName("solonet", p.hello().network().id() + 1))));
    Map.of(
            "version-2", "2.0.0",
            "version-1.0.0", "1.0.0",
            "version-1", "1",
            "version-empty", "",
            "version-text", "abc",
            "version-meta", "1.9.9-beta+deadbeef")
        .forEach((name, version) -> all.put(name, p -> p.handshake(version(p, version))));
    all.put("ni-other-pubkey", p -> p.handshake(key(p, flipped(p.hello().publicKey()))));
    all.put("pubkey-text", p -> p.handshake(key(p, Bytes.utf8("hello"))));
    all.put("pubkey-empty", p -> p.handshake(key(p, Bytes.EMPTY)));
    all.put("ni-big-moniker-9000", p -> p.handshake(moniker(p, "m".repeat(9_000))));
    all.put("ni-big-moniker-10240", p -> p.handshake(moniker(p, "m".repeat(10_240))));
    all.put("other-empty", p -> p.handshake(other(p, 7, List.of())));
    all.put("other-spv", p -> p.handshake(other(p, 4, List.of("4"))));
    all.put("other-text", p -> p.handshake(other(p, 7, List.of("abc"))));
    all.put("flag-spv", p -> p.handshake(other(p, 4, List.of())));
    all.put("flag-0", p -> p.handshake(other(p, 0, List.of())));
  }

  private static Bytes flipped(Bytes key) {
    byte[] bytes = key.toArray();
    bytes[0] = (byte) (bytes[0] == '1' ? '2' : '1');
    return Bytes.wrap(bytes);
  }

  private static NodeInfo with(ScriptedPeer peer, NetworkName network) {
    NodeInfo h = peer.hello();
    return new NodeInfo(
        h.publicKey(), h.moniker(), network, "", "", h.version(), h.serviceFlags(), h.other());
  }

  private static NodeInfo version(ScriptedPeer peer, String version) {
    NodeInfo h = peer.hello();
    return new NodeInfo(
        h.publicKey(), h.moniker(), h.network(), "", "", version, h.serviceFlags(), h.other());
  }

  private static NodeInfo key(ScriptedPeer peer, Bytes key) {
    NodeInfo h = peer.hello();
    return new NodeInfo(
        key, h.moniker(), h.network(), "", "", h.version(), h.serviceFlags(), h.other());
  }

  private static NodeInfo moniker(ScriptedPeer peer, String moniker) {
    NodeInfo h = peer.hello();
    return new NodeInfo(
        h.publicKey(), moniker, h.network(), "", "", h.version(), h.serviceFlags(), h.other());
  }

  private static NodeInfo other(ScriptedPeer peer, long flags, List<String> other) {
    NodeInfo h = peer.hello();
    return new NodeInfo(h.publicKey(), h.moniker(), h.network(), "", "", h.version(), flags, other);
  }

  private static void records(Map<String, Consumer<ScriptedPeer>> all) {
    all.put(
        "tampered-frame",
        p -> {
          byte[] record = ready(p).seal(Bytes.of(1)).toArray();
          record[500] ^= 1;
          p.raw(Bytes.wrap(record));
        });
    all.put("frame-length-0", p -> p.raw(ready(p).seal(Bytes.EMPTY)));
    all.put("frame-length-1025", p -> p.raw(ready(p).sealWithLength(1_025)));
  }

  private static void packets(Map<String, Consumer<ScriptedPeer>> all) {
    all.put("ping", p -> ready(p).send(Bytes.of(1)));
    all.put("ping-x5", p -> ready(p).send(Bytes.of(1, 1, 1, 1, 1)));
    all.put("pong-unsolicited", p -> ready(p).send(Bytes.of(2)));
    all.put("packet-type-0", p -> ready(p).send(Bytes.of(0)));
    all.put("packet-type-4", p -> ready(p).send(Bytes.of(4)));
    all.put(
        "unknown-channel", p -> ready(p).send(ScriptedPeer.part(0x41, 1, p.encode(GET_BLOCK_1))));
    all.put(
        "packet-1029",
        p -> {
          ready(p).send(ScriptedPeer.part(LEDGER, 0, Bytes.wrap(new byte[1_029])));
          p.message(LEDGER, GET_BLOCK_1);
        });
    all.put(
        "packet-1030",
        p -> ready(p).send(ScriptedPeer.part(LEDGER, 1, Bytes.wrap(new byte[1_030]))));
    all.put("packet-neg-length", p -> ready(p).send(Bytes.of(3, LEDGER, 1, 0xF1, 1)));
    all.put(
        "split-bytes",
        p -> {
          Bytes message = ready(p).encode(GET_BLOCK_1);
          for (int i = 0; i < message.length(); i++) {
            int last = i == message.length() - 1 ? 1 : 0;
            p.send(ScriptedPeer.part(LEDGER, last, message.slice(i, i + 1)));
          }
        });
    all.put("empty-message", p -> ready(p).send(ScriptedPeer.part(LEDGER, 1, Bytes.EMPTY)));
    all.put(
        "not-snappy",
        p -> ready(p).send(ScriptedPeer.part(LEDGER, 1, Bytes.of(0xFF, 0xFF, 0xFF, 0xFF, 0xFF))));
  }

  private static void messages(Map<String, Consumer<ScriptedPeer>> all) {
    all.put("nil-message", p -> ready(p).message(LEDGER, Bytes.of(0)));
    all.put("unknown-message", p -> ready(p).message(LEDGER, Bytes.of(0x70)));
    all.put("truncated-message", p -> ready(p).message(LEDGER, GET_BLOCK_1.slice(0, 20)));
    all.put("trailing-bytes", p -> ready(p).message(LEDGER, GET_BLOCK_1.concat(Bytes.of(1, 2, 3))));
    all.put("mine-block-garbage", p -> ready(p).message(LEDGER, Bytes.fromHex("4001027a7a")));
    all.put("block-garbage", p -> ready(p).message(LEDGER, Bytes.fromHex("1101027a7a")));
    all.put("propose-garbage", p -> ready(p).message(0x50, Bytes.fromHex("1101027a7a")));
    all.put("consensus-unknown", p -> ready(p).message(0x50, Bytes.of(0x12)));
    all.put("status-request", p -> ready(p).message(LEDGER, Bytes.of(0x20)));
    all.put("status-request-type-20", p -> ready(p).message(LEDGER, Bytes.of(0x20)));
    all.put("get-block-zero", p -> ready(p).message(LEDGER, Bytes.fromHex("10" + "00".repeat(40))));
  }
}
