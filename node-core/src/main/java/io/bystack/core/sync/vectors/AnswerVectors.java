package io.bystack.core.sync.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.Block;
import io.bystack.core.p2p.message.LedgerMessages.BlockText;
import io.bystack.core.p2p.message.LedgerMessages.Blocks;
import io.bystack.core.p2p.message.LedgerMessages.Headers;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.vectors.SessionVectors;
import io.bystack.core.p2p.vectors.SessionVectors.Heard;
import io.bystack.core.sync.SyncNode;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Recorded sessions, checked in two ways: the bytes of every message, and our own node in the place
 * of each side, on the chain that side has shown, asked what it was asked; its answers must name
 * the same blocks in the same order ({@code session_*}).
 */
record AnswerVectors(SyncSubject subject, SessionVectors bytes) implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return bytes.handles(fileName);
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws Exception {
    bytes.check(file, report);
    JsonNode json = file.json();
    Set<String> directions = new TreeSet<>();
    json.path("decoded").forEach(d -> directions.add(d.path("dir").asText()));
    for (String server : directions) {
      List<Heard> said = SessionVectors.replay(subject.peers(), json, server);
      for (String asker : directions) {
        if (!asker.equals(server)) {
          answer(said, SessionVectors.replay(subject.peers(), json, asker), server, report);
        }
      }
    }
  }

  private void answer(List<Heard> said, List<Heard> asked, String label, VectorReport report)
      throws DecodeException {
    RecordedChain chain = subject.chain();
    for (Block block : blocks(said)) {
      chain.add(block);
    }
    RecordingLink link = new RecordingLink(false);
    SyncNode node = subject.node(chain, link);
    List<List<String>> expected = new ArrayList<>();
    for (Heard heard : said) {
      if (heard.message().isPresent()) {
        List<String> named = named(heard.message().get());
        if (!named.isEmpty()) {
          expected.add(named);
        }
      }
    }
    List<List<String>> got = new ArrayList<>();
    for (Heard heard : asked) {
      if (heard.message().isPresent() && subject.isRequest(heard.message().get())) {
        node.received(link, heard.message().get());
        for (Message answer : link.take()) {
          got.add(named(answer));
        }
      }
    }
    for (int i = 0; i < Math.max(expected.size(), got.size()); i++) {
      report.expect(
          label + " answer #" + i,
          "blocks",
          i < expected.size() ? expected.get(i) : List.of(),
          i < got.size() ? got.get(i) : List.of());
    }
  }

  /** Hashes of the blocks an answer names; none for other messages. */
  private List<String> named(Message message) throws DecodeException {
    List<String> hashes = new ArrayList<>();
    switch (message) {
      case BlockText m -> hashes.add(subject.format().parseBlock(m.text().toUtf8()).hash().toHex());
      case Blocks m -> {
        for (Bytes text : m.jsonTexts()) {
          hashes.add(subject.format().parseBlock(bare(text)).hash().toHex());
        }
      }
      case Headers m -> {
        for (Bytes text : m.jsonTexts()) {
          hashes.add(subject.format().parseHeader(bare(text)).hash().toHex());
        }
      }
      default -> {}
    }
    return hashes;
  }

  private List<Block> blocks(List<Heard> said) throws DecodeException {
    List<Block> blocks = new ArrayList<>();
    for (Heard heard : said) {
      Message message = heard.message().orElse(null);
      if (message instanceof BlockText m) {
        blocks.add(subject.format().parseBlock(m.text().toUtf8()));
      } else if (message instanceof Blocks m) {
        for (Bytes text : m.jsonTexts()) {
          blocks.add(subject.format().parseBlock(bare(text)));
        }
      } else if (message != null && subject.dialect().asAnnouncement(message).isPresent()) {
        Bytes text = subject.dialect().asAnnouncement(message).get();
        blocks.add(subject.format().parseBlock(text.toUtf8()));
      }
    }
    blocks.sort(Comparator.comparingLong(Block::height));
    return blocks;
  }

  private static String bare(Bytes quoted) {
    String text = quoted.toUtf8();
    return text.substring(1, text.length() - 1);
  }
}
