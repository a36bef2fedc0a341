package io.bystack.core.p2p.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.message.MessageTable;
import io.bystack.core.p2p.message.MessageTable.UnservableMessage;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import io.bystack.core.p2p.wire.MemoryBudget;
import io.bystack.core.p2p.wire.MessageAssembler;
import io.bystack.core.p2p.wire.Packet;
import io.bystack.core.p2p.wire.PacketParser;
import io.bystack.core.p2p.wire.SnappyBlock;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Recorded sessions of two real nodes, each direction run through hello, packet parser, assembler
 * and message tables; every message must have the recorded hash, decode, and encode to the same
 * bytes: {@code session_<chain>_*}.
 */
public record SessionVectors(VectorSubject subject) {
  private static final long BUDGET = 64L << 20;

  /** Whether it is a session of the subject's chain. */
  public boolean handles(String fileName) {
    return fileName.startsWith("session_" + subject.suffix() + "_");
  }

  /** One row a direction: all its messages. */
  public void check(VectorFile file, VectorReport report) throws Exception {
    JsonNode json = file.json();
    Set<String> directions = new TreeSet<>();
    json.path("decoded").forEach(d -> directions.add(d.path("dir").asText()));
    for (String direction : directions) {
      List<String> expected = new ArrayList<>();
      for (JsonNode d : json.path("decoded")) {
        if (d.path("dir").asText().equals(direction)) {
          expected.add(
              d.has("message_sha256")
                  ? d.path("message_sha256").asText()
                  : d.path("kind").asText());
        }
      }
      List<String> got = new ArrayList<>();
      for (Heard heard : replay(subject, json, direction)) {
        got.add(heard.message().isPresent() ? sha256(heard.raw()) : heard.kind());
        heard
            .message()
            .ifPresent(m -> {
              ChannelSpec channel = subject.channel(heard.channel());
              if (!channel.table().encode(m).equals(heard.raw())) {
                report.fail(direction, m.getClass().getSimpleName() + " encodes differently");
              }
            });
      }
      int rows = Math.max(expected.size(), got.size());
      for (int i = 0; i < rows; i++) {
        report.expect(
            direction + " #" + i,
            "event",
            i < expected.size() ? expected.get(i) : "none",
            i < got.size() ? got.get(i) : "none");
      }
    }
  }

  /** What one side said: {@code node-info}, {@code ping}, {@code pong} or a message. */
  public record Heard(String kind, int channel, Bytes raw, Optional<Message> message, long millis) {
    static Heard of(String kind, long millis) {
      return new Heard(kind, 0, Bytes.EMPTY, Optional.empty(), millis);
    }
  }

  /** Everything a direction said, in order. */
  public static List<Heard> replay(VectorSubject subject, JsonNode session, String direction)
      throws DecodeException, UnservableMessage {
    List<Heard> heard = new ArrayList<>();
    PacketParser parser =
        new PacketParser(
            subject.forms().channels().stream().map(ChannelSpec::id).collect(Collectors.toSet()));
    MessageAssembler assembler = new MessageAssembler(new MemoryBudget(BUDGET));
    Bytes hello = Bytes.EMPTY;
    for (JsonNode frame : session.path("frames")) {
      if (!frame.path("dir").asText().equals(direction) || !frame.has("chunk")) {
        continue;
      }
      Bytes chunk = Bytes.fromHex(frame.path("chunk").asText());
      long at = frame.path("t_ms").asLong();
      if (heard.isEmpty()) {
        hello = hello.concat(chunk);
        chunk = Bytes.EMPTY;
        WireReader in = new WireReader(hello, NodeInfo.MAX_BYTES);
        if (isWhole(subject, in)) {
          heard.add(Heard.of("node-info", at));
          chunk = hello.slice(in.position(), hello.length());
        }
      }
      for (Packet packet : parser.feed(chunk)) {
        switch (packet) {
          case Packet.Ping _ -> heard.add(Heard.of("ping", at));
          case Packet.Pong _ -> heard.add(Heard.of("pong", at));
          case Packet.Part part -> {
            Optional<Bytes> whole = assembler.add(part);
            if (whole.isPresent()) {
              heard.add(message(subject, part.channel(), whole.get(), at));
            }
          }
        }
      }
    }
    return heard;
  }

  private static boolean isWhole(VectorSubject subject, WireReader in) {
    try {
      subject.forms().hello().readHello(in);
      return true;
    } catch (DecodeException e) {
      return false;
    }
  }

  private static Heard message(VectorSubject subject, int channel, Bytes encoded, long at)
      throws DecodeException, UnservableMessage {
    Bytes raw =
        subject.forms().compressed()
            ? SnappyBlock.decompress(encoded, MessageTable.MAX_MESSAGE)
            : encoded;
    Message message = subject.channel(channel).table().decode(raw);
    return new Heard("message", channel, raw, Optional.of(message), at);
  }

  private static String sha256(Bytes bytes) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    bytes.updateTo(digest);
    return HexFormat.of().formatHex(digest.digest());
  }
}
