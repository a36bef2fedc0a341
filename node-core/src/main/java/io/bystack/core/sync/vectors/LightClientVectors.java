package io.bystack.core.sync.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.Transaction;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.message.MessageTable;
import io.bystack.core.p2p.message.MessageTable.UnservableMessage;
import io.bystack.core.sync.SyncNode;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A light client's filters and Merkle block requests, answered byte for byte: {@code spv_*}. The
 * blocks are put together from the answers that show all their transactions.
 */
record LightClientVectors(SyncSubject subject) implements VectorCheck {
  private static final int LEDGER = 0x40;

  @Override
  public boolean handles(String fileName) {
    return fileName.equals("spv_" + subject.peers().suffix() + ".json");
  }

  @Override
  public void check(VectorFile file, VectorReport report)
      throws IOException, DecodeException, UnservableMessage {
    JsonNode rows = file.json();
    RecordedChain chain = subject.chain();
    blocks(rows).forEach(chain::place);
    RecordingLink link = new RecordingLink(false);
    SyncNode node = subject.node(chain, link);
    MessageTable table = subject.peers().channel(LEDGER).table();
    int index = 0;
    for (JsonNode row : rows) {
      String label = VectorCheck.label(row, index++) + " " + row.path("note").asText();
      Message request = table.decode(Bytes.fromHex(row.path("request").asText()));
      node.received(link, request);
      List<Message> answers = link.take();
      String expected = row.path("reply").isTextual() ? row.path("reply").asText() : "none";
      String got = answers.isEmpty() ? "none" : table.encode(answers.getFirst()).toHex();
      report.expect(label, "reply", expected, got);
    }
  }

  /** The blocks all of whose transactions some answer shows. */
  private List<Block> blocks(JsonNode rows) throws DecodeException {
    Map<String, Block> whole = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      JsonNode decoded = row.path("decoded");
      if (!decoded.has("header_text")) {
        continue;
      }
      BlockHeader header = subject.format().parseHeader(decoded.path("header_text").asText());
      List<Transaction> transactions = new ArrayList<>();
      for (JsonNode text : decoded.path("tx_texts")) {
        transactions.add(subject.format().parseTransaction(text.asText()));
      }
      Block block = subject.format().block(header, transactions);
      if (block.computeTransactionRoot().equals(header.transactionRoot())) {
        whole.put(header.hash().toHex(), block);
      }
    }
    return List.copyOf(whole.values());
  }
}
