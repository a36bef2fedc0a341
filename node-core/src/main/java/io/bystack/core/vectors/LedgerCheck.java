package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The encoding vectors of one chain: transactions, malformed input, blocks, genesis, recorded data.
 * The chain adds what only it knows: its format, the extra fields of its header, its genesis.
 */
public abstract class LedgerCheck implements VectorCheck {
  private final String chain;
  private final LedgerFormat format;

  /**
   * A check of the files {@code <chain>-….json}.
   *
   * @param chain what the file names begin with
   */
  protected LedgerCheck(String chain, LedgerFormat format) {
    this.chain = chain;
    this.format = format;
  }

  /** The first difference in header fields that only this chain has, if any. */
  protected abstract Optional<String> extraHeaderDifference(JsonNode row, BlockHeader header);

  /** Our genesis block of the network. */
  protected abstract Block genesis(String chainId, JsonNode row);

  /** The first difference in the forms of a block that only this chain has, if any. */
  protected abstract Optional<String> extraFormDifference(JsonNode row, Block block)
      throws DecodeException;

  @Override
  public final boolean handles(String fileName) {
    return fileName.matches(
        chain + "-(transactions|malformed|blocks|realworld)\\.jsonl|" + chain + "-genesis\\.json");
  }

  @Override
  public final void check(VectorFile file, VectorReport report) throws IOException {
    String part = file.name().substring(chain.length() + 1, file.name().lastIndexOf('.'));
    if (part.equals("genesis")) {
      for (Map.Entry<String, JsonNode> network : file.json().properties()) {
        row(network.getKey(), report, () -> genesisDifference(network));
      }
      return;
    }
    try (MappingIterator<JsonNode> rows = file.rows()) {
      for (int i = 0; rows.hasNext(); i++) {
        JsonNode row = rows.next();
        row(
            VectorCheck.label(row, i),
            report,
            () ->
                switch (part) {
                  case "transactions" -> transactionDifference(row);
                  case "malformed" -> malformedDifference(row);
                  case "blocks" -> blockDifference(row);
                  default -> realWorldDifference(row);
                });
      }
    }
  }

  /** Finds the first difference between a row and what we make of it. */
  @FunctionalInterface
  private interface Comparison {
    Optional<String> difference() throws DecodeException;
  }

  private static void row(String label, VectorReport report, Comparison comparison) {
    Optional<String> difference;
    try {
      difference = comparison.difference();
    } catch (DecodeException | RuntimeException e) {
      difference = Optional.of(e.toString());
    }
    difference.ifPresentOrElse(d -> report.fail(label, d), report::pass);
  }

  private static Optional<String> same(String field, Object expected, Object actual) {
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(field + " expected " + expected + ", got " + actual);
  }

  private Optional<String> transactionDifference(JsonNode row) throws DecodeException {
    Transaction tx = format.parseTransaction(row.path("raw").asText());
    Optional<String> difference = TransactionRow.difference(row, tx);
    if (difference.isPresent()) {
      return difference;
    }
    Transaction rebuilt = format.transaction(tx.fields());
    if (!row.has("reencoded") && !rebuilt.equals(tx)) {
      return Optional.of("re-encoded as " + rebuilt.toHex());
    }
    return same("id after re-encoding", tx.id(), rebuilt.id());
  }

  private Optional<String> malformedDifference(JsonNode row) {
    String text = row.path("text").asText();
    boolean accepted = row.path("result").asText().equals("accepted");
    try {
      Optional<String> difference =
          switch (row.path("kind").asText()) {
            case "tx" -> {
              Transaction tx = format.parseTransaction(text);
              yield accepted
                  ? same("tx_id", row.path("tx_id").asText(), tx.id().toHex())
                      .or(() -> sameSize(row, tx))
                  : Optional.of("decoded");
            }
            case "block" -> {
              Block block = format.parseBlock(text);
              yield accepted
                  ? same("hash", row.path("hash").asText(), block.hash().toHex())
                      .or(() -> same("tx_ids", Rows.hashes(row, "tx_ids"), ids(block)))
                  : Optional.of("decoded");
            }
            case "header" -> {
              BlockHeader header = format.parseHeader(text);
              yield accepted
                  ? same("hash", row.path("hash").asText(), header.hash().toHex())
                  : Optional.of("decoded");
            }
            default -> Optional.of("unknown kind " + row.path("kind"));
          };
      return difference;
    } catch (DecodeException e) {
      return accepted ? Optional.of(e.getMessage()) : Optional.empty();
    }
  }

  private static Optional<String> sameSize(JsonNode row, Transaction tx) {
    return same("serialized_size", row.path("serialized_size").asInt(), tx.serializedSize());
  }

  private static List<Hash> ids(Block block) {
    return block.transactions().stream().map(Transaction::id).toList();
  }

  private Optional<String> blockDifference(JsonNode row) throws DecodeException {
    Bytes raw = Rows.bytes(row, "raw");
    Block block = format.decodeBlock(raw);
    BlockHeader header = format.decodeHeader(Rows.bytes(row, "raw_header"));
    TxStatus status = new TxStatus(Rows.booleans(row, "status_fail"));
    Optional<String> difference =
        commonDifference(row, block)
            .or(() -> same("raw_header", Rows.bytes(row, "raw_header"), block.header().raw()))
            .or(() -> same("header alone", block.header(), header))
            .or(() -> same("block from parts", raw, rebuilt(block).raw()))
            .or(() -> same("status root", Rows.hash(row, "status_merkle_root"), status.root()));
    return difference.isPresent() ? difference : extraFormDifference(row, block);
  }

  private Block rebuilt(Block block) {
    return format.block(block.header(), block.transactions());
  }

  private Optional<String> commonDifference(JsonNode row, Block block) {
    Optional<String> difference =
        same("hash", Rows.hash(row, "hash"), block.hash())
            .or(() -> headerDifference(row.path("header"), block.header()));
    if (row.has("tx_ids")) {
      difference = difference.or(() -> same("tx_ids", Rows.hashes(row, "tx_ids"), ids(block)));
    }
    if (row.has("tx_merkle_root")) {
      Hash root = Rows.hash(row, "tx_merkle_root");
      difference = difference.or(() -> same("tx root", root, block.computeTransactionRoot()));
    }
    if (row.has("transactions")) {
      difference = difference.or(() -> transactionsDifference(row.path("transactions"), block));
    }
    return difference;
  }

  private static Optional<String> transactionsDifference(JsonNode rows, Block block) {
    if (rows.size() != block.transactions().size()) {
      return Optional.of("has " + block.transactions().size() + " transactions");
    }
    for (int i = 0; i < rows.size(); i++) {
      Optional<String> difference =
          TransactionRow.difference(rows.get(i), block.transactions().get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<String> headerDifference(JsonNode row, BlockHeader header) {
    return same("version", Rows.u64(row, "version"), header.version())
        .or(() -> same("height", Rows.u64(row, "height"), header.height()))
        .or(() -> same("previous", Rows.hash(row, "previous_block_hash"), header.previous()))
        .or(() -> same("timestamp", Rows.u64(row, "timestamp"), header.timestamp()))
        .or(() ->
            same(
                "transaction root",
                Rows.hash(row, "transactions_merkle_root"),
                header.transactionRoot()))
        .or(() ->
            same("status root", Rows.hash(row, "transaction_status_hash"), header.statusRoot()))
        .or(() -> extraHeaderDifference(row, header));
  }

  private Optional<String> genesisDifference(Map.Entry<String, JsonNode> network)
      throws DecodeException {
    JsonNode row = network.getValue();
    Block decoded = format.decodeBlock(Rows.bytes(row, "raw"));
    Block ours = genesis(network.getKey(), row);
    return commonDifference(row, decoded)
        .or(() -> same("our genesis", Rows.bytes(row, "raw"), ours.raw()))
        .or(() -> same("our header", Rows.bytes(row, "raw_header"), ours.header().raw()))
        .or(() -> commonDifference(row, ours));
  }

  private Optional<String> realWorldDifference(JsonNode row) throws DecodeException {
    String raw = row.path("raw").asText();
    if (row.path("result").asText().equals("rejected")) {
      try {
        format.parseTransaction(raw);
        return Optional.of("decoded");
      } catch (DecodeException e) {
        return Optional.empty();
      }
    }
    return row.path("kind").asText().equals("block")
        ? commonDifference(row, format.parseBlock(raw))
        : transactionDifference(row);
  }
}
