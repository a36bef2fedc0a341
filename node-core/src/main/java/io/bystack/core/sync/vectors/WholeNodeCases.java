package io.bystack.core.sync.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.message.LedgerMessages.Blocks;
import io.bystack.core.p2p.message.LedgerMessages.GetBlock;
import io.bystack.core.p2p.message.LedgerMessages.GetMerkleBlock;
import io.bystack.core.p2p.message.LedgerMessages.TransactionText;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.core.store.StoreException;
import io.bystack.core.sync.SyncDialect;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cases of malformed input that need a whole node: bans, time-outs, second connections, answers
 * from a chain. Each is played to a node of ours of its own over a loopback socket. Afterwards that
 * node must serve an honest peer and hold no bytes of anybody's messages.
 */
final class WholeNodeCases {
  private static final int LEDGER = 0x40;
  private static final int STATUS_REQUEST = 0x20;
  private static final int STATUS = 0x21;
  private static final int BLOCK = 0x11;
  private static final int OFFENCES = 8;
  private static final Hash UNKNOWN = new Hash(0x1111, 0x2222, 0x3333, 0x4444);
  private static final Message PROBE = new GetBlock(1, Hash.ZERO);
  private static final Pattern ANSWER =
      Pattern.compile("recv message type 0x([0-9a-f]{2}) on channel 0x40, (\\d+) bytes");
  private static final Pattern BANNED = Pattern.compile("banned.* at the (\\d+)th offence.*");

  /** Where our reaction is another one than the reference's. */
  private static final Map<String, String> OURS =
      Map.of(
          // The reference's first connection goes deaf on the main chain.
          "duplicate-key", "second closed, first served",
          // The reference loses what follows a primitive in its record, and waits for its deadline.
          "ni-one-frame", "served",
          // The reference waits ten seconds for another one.
          "wrong-genesis", "closed");

  private final SyncSubject subject;
  private final Supplier<WholeChain> chains;
  private final Supplier<NodeIdentity> identities;
  private final Map<String, Case> cases = new HashMap<>();

  /** What is done to a node; the node's reaction. */
  @FunctionalInterface
  private interface Case {
    String play(Stage stage) throws IOException, DecodeException;
  }

  WholeNodeCases(
      SyncSubject subject, Supplier<WholeChain> chains, Supplier<NodeIdentity> identities) {
    this.subject = subject;
    this.chains = chains;
    this.identities = identities;
    handshakes();
    questions();
    offences();
  }

  boolean has(String name) {
    return cases.containsKey(name);
  }

  void check(JsonNode row, VectorReport report)
      throws IOException, DecodeException, StoreException {
    String name = row.path("name").asText();
    WholeChain chain = chains.get();
    try (WholeNode node = new WholeNode(chain)) {
      Stage stage = new Stage(node, chain, name, answers(row));
      report.expect(name, "reaction", expected(row), played(stage));
      var _ = node.network().unban(InetAddress.getLoopbackAddress());
      try (Visitor honest = stage.enter(identities.get())) {
        report.expect(name, "an honest peer is then", "served", stage.probe(honest, List.of()));
      }
      boolean empty = WholeNode.comes(() -> node.network().bufferedBytes() == 0);
      report.expect(name, "no bytes are held", true, empty);
    }
  }

  private String played(Stage stage) throws IOException, DecodeException {
    try {
      return cases.get(stage.name).play(stage);
    } catch (SocketTimeoutException e) {
      return "silent";
    }
  }

  /** What the recorded node answered to the case itself: types, and lengths where ours agree. */
  private static List<String> answers(JsonNode row) {
    List<String> answers = new ArrayList<>();
    boolean said = false;
    for (JsonNode event : row.path("events")) {
      String text = event.path("event").asText();
      Matcher answer = ANSWER.matcher(text);
      if (said && answer.matches()) {
        answers.add(ofGenesis(row) ? answer.group(1) + "/" + answer.group(2) : answer.group(1));
      }
      said |= text.equals("sent");
    }
    return answers;
  }

  /** Whether a case asks for genesis, which is the same everywhere; other blocks are not. */
  private static boolean ofGenesis(JsonNode row) {
    return row.path("name").asText().contains("genesis");
  }

  private static String expected(JsonNode row) {
    String ours = OURS.get(row.path("name").asText());
    String outcome = row.path("outcome").asText();
    Matcher banned = BANNED.matcher(outcome);
    if (ours != null) {
      return ours;
    } else if (banned.matches()) {
      return "banned at offence " + banned.group(1) + ", shut out";
    }
    return outcome.startsWith("closed") ? "closed" : "served";
  }

  /** A node and those who come to it. */
  private final class Stage {
    private final WholeNode node;
    private final WholeChain chain;
    private final String name;
    private final List<String> answers;

    Stage(WholeNode node, WholeChain chain, String name, List<String> answers) {
      this.node = node;
      this.chain = chain;
      this.name = name;
      this.answers = answers;
    }

    /** A fresh key. */
    NodeIdentity key() {
      return identities.get();
    }

    Hash genesis() {
      return chain.protocol().parameters().genesis().hash();
    }

    /** A client of a fresh key that has connected. */
    Visitor visitor() throws IOException {
      return visitor(key());
    }

    Visitor visitor(NodeIdentity identity) throws IOException {
      PeerProtocol spoken = node.network().protocol();
      PeerProtocol speech =
          new PeerProtocol(
              identity, spoken.hello(), spoken.own(), spoken.compressed(), spoken.channels());
      return new Visitor(speech.withoutFastLane(), node.network().port());
    }

    /** A client that has shaken hands and told its status. */
    Visitor enter(NodeIdentity identity) throws IOException, DecodeException {
      Visitor visitor = visitor(identity);
      visitor.shakeHands();
      tellStatus(visitor);
      return visitor;
    }

    Visitor enter() throws IOException, DecodeException {
      return enter(identities.get());
    }

    void tellStatus(Visitor visitor) {
      subject.asStatus().apply(node.access()).ifPresent(visitor::say);
    }

    List<Message> said() {
      return chain.said().get(name);
    }

    /**
     * Asks for block 1; the answers before that one must be as given. Statuses come when they come.
     */
    String probe(Visitor visitor, List<String> before) throws IOException, DecodeException {
      visitor.say(PROBE);
      List<String> heard = new ArrayList<>();
      while (heard.size() <= before.size()) {
        Optional<Visitor.Heard> next = visitor.hear();
        if (next.isEmpty()) {
          return "closed";
        }
        int type = next.get().type();
        if (type != STATUS && type != STATUS_REQUEST) {
          String hex = String.format("%02x", type);
          boolean sized = heard.size() < before.size() && before.get(heard.size()).contains("/");
          heard.add(sized ? hex + "/" + next.get().message().length() : hex);
        }
      }
      List<String> wanted = new ArrayList<>(before);
      wanted.add(String.format("%02x", BLOCK));
      return heard.equals(wanted) ? "served" : "answered " + heard + " instead of " + wanted;
    }

    /** Whether the node closes without saying more than its status. */
    String ends(Visitor visitor) throws IOException, DecodeException {
      while (true) {
        Optional<Visitor.Heard> next = visitor.hear();
        if (next.isEmpty()) {
          return "closed";
        }
        int type = next.get().type();
        if (type != STATUS && type != STATUS_REQUEST) {
          return "answered " + type;
        }
      }
    }
  }

  private void handshakes() {
    cases.put("self-key", s -> refused(s, s.node.network().protocol().identity()));
    cases.put(
        "zero-ephemeral",
        s -> {
          try (Visitor visitor = s.visitor()) {
            visitor.exchangeZeroKey();
            visitor.authenticate();
            visitor.hello();
            visitor.hearHello();
            s.tellStatus(visitor);
            return s.probe(visitor, List.of());
          }
        });
    cases.put(
        "ni-one-frame",
        s -> {
          try (Visitor visitor = s.visitor()) {
            visitor.exchangeKeys();
            visitor.authenticate();
            visitor.helloInOneRecord();
            visitor.hearHello();
            s.tellStatus(visitor);
            return s.probe(visitor, List.of());
          }
        });
    cases.put(
        "duplicate-key",
        s -> {
          NodeIdentity identity = identities.get();
          try (Visitor first = s.enter(identity)) {
            String before = s.probe(first, List.of());
            String second = refused(s, identity);
            String after = s.probe(first, List.of());
            return "second " + second + ", first " + (before.equals(after) ? after : "deaf");
          }
        });
    cases.put(
        "no-status",
        s -> {
          try (Visitor visitor = s.visitor()) {
            visitor.shakeHands();
            // From its greeting on the node waits for ours.
            var _ = visitor.hear();
            s.node.later(Duration.ofSeconds(11));
            return subject.dialect().limits().statusFirst()
                ? s.ends(visitor)
                : s.probe(visitor, List.of());
          }
        });
    cases.put(
        "wrong-genesis",
        s -> {
          try (Visitor visitor = s.visitor()) {
            visitor.shakeHands();
            s.said().forEach(visitor::say);
            return s.ends(visitor);
          }
        });
  }

  /** A handshake that must not be finished. */
  private static String refused(Stage stage, NodeIdentity identity) throws DecodeException {
    try (Visitor visitor = stage.visitor(identity)) {
      visitor.shakeHands();
      return stage.ends(visitor);
    } catch (SocketTimeoutException e) {
      return "silent";
    } catch (IOException e) {
      return "closed";
    }
  }

  private void questions() {
    SyncDialect dialect = subject.dialect();
    cases.put("eof-2", this::wrongEndMark);
    cases.put("get-block-unknown-height", s -> asked(s, new GetBlock(999_999, Hash.ZERO)));
    cases.put("get-block-genesis-hash", s -> asked(s, new GetBlock(0, s.genesis())));
    cases.put("get-merkle-1", s -> asked(s, new GetMerkleBlock(1, Hash.ZERO)));
    cases.put(
        "get-headers-unknown-stop",
        s -> asked(s, dialect.headersRequest(List.of(s.genesis()), UNKNOWN)));
    cases.put(
        "get-headers-stop-genesis",
        s -> asked(s, dialect.headersRequest(List.of(s.genesis()), s.genesis())));
  }

  private static String asked(Stage stage, Message question) throws IOException, DecodeException {
    try (Visitor visitor = stage.enter()) {
      visitor.say(question);
      return stage.probe(visitor, stage.answers);
    }
  }

  /** A part whose end mark is 2 ends no message; an empty one marked 1 does. */
  private String wrongEndMark(Stage stage) throws IOException, DecodeException {
    try (Visitor visitor = stage.enter()) {
      Bytes message = subject.peers().channel(LEDGER).table().encode(PROBE);
      visitor.part(LEDGER, 2, visitor.encoded(message));
      visitor.part(LEDGER, 1, Bytes.EMPTY);
      return stage.probe(visitor, stage.answers);
    }
  }

  private void offences() {
    Message garbage = new TransactionText(Bytes.utf8("zz"));
    cases.put("ban-tx-garbage", s -> banned(s, garbage));
    cases.put("ban-unsolicited-blocks", s -> banned(s, new Blocks(List.of())));
    for (String name :
        List.of(
            "ban-tx-invalid",
            "ban-tx-bad-witness",
            "ban-signature-invalid",
            "ban-signature-not-consensus")) {
      cases.put(name, s -> banned(s, s.said().getFirst()));
    }
    cases.put(
        "signature-unknown-block-valid",
        s -> {
          try (Visitor visitor = s.enter()) {
            s.said().forEach(visitor::say);
            String reaction = s.probe(visitor, List.of());
            s.node.settle();
            return s.node.offences() == 0 ? reaction : "blamed";
          }
        });
  }

  /** Offends until banned, and comes back. */
  private static String banned(Stage stage, Message offence) throws IOException, DecodeException {
    WholeNode node = stage.node;
    try (Visitor visitor = stage.enter()) {
      for (int sent = 1; sent <= OFFENCES; sent++) {
        visitor.say(offence);
        long due = sent;
        if (!WholeNode.comes(() -> node.offences() >= due)) {
          return "offence " + sent + " is not noticed";
        }
        if (!node.network().bans().isEmpty()) {
          String end = stage.ends(visitor);
          boolean out = end.equals("closed") && refused(stage, stage.key()).equals("closed");
          return "banned at offence " + sent + ", " + (out ? "shut out" : end);
        }
      }
      return "not banned";
    }
  }
}
