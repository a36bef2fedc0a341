package io.bystack.core.p2p.vectors;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.message.LedgerMessages.BlockText;
import io.bystack.core.p2p.message.LedgerMessages.Blocks;
import io.bystack.core.p2p.message.LedgerMessages.FilterAdd;
import io.bystack.core.p2p.message.LedgerMessages.FilterClear;
import io.bystack.core.p2p.message.LedgerMessages.FilterLoad;
import io.bystack.core.p2p.message.LedgerMessages.GetBlock;
import io.bystack.core.p2p.message.LedgerMessages.GetBlocks;
import io.bystack.core.p2p.message.LedgerMessages.GetHeaders;
import io.bystack.core.p2p.message.LedgerMessages.GetMerkleBlock;
import io.bystack.core.p2p.message.LedgerMessages.Headers;
import io.bystack.core.p2p.message.LedgerMessages.MerkleBlock;
import io.bystack.core.p2p.message.LedgerMessages.MineBlock;
import io.bystack.core.p2p.message.LedgerMessages.TransactionText;
import io.bystack.core.p2p.message.Message;
import java.util.List;
import java.util.Map;

/** Fields of messages under the names and in the forms the vectors use. */
public final class MessageFields {
  private MessageFields() {}

  static Map<String, Object> of(VectorSubject subject, Message message) {
    return switch (message) {
      case GetBlock m -> Map.of("height", u64(m.height()), "hash", m.hash().toHex());
      case GetMerkleBlock m -> Map.of("height", u64(m.height()), "hash", m.hash().toHex());
      case BlockText m -> Map.of("block_text", m.text().toUtf8());
      case MineBlock m -> Map.of("block_text", m.text().toUtf8());
      case TransactionText m -> Map.of("tx_text", m.text().toUtf8());
      case GetHeaders m -> Map.of("locator", hashes(m.locator()), "stop_hash", m.stop().toHex());
      case GetBlocks m -> Map.of("locator", hashes(m.locator()), "stop_hash", m.stop().toHex());
      case Headers m -> Map.of("elements_json_text", texts(m.jsonTexts()));
      case Blocks m -> Map.of("elements_json_text", texts(m.jsonTexts()));
      case FilterLoad m -> Map.of("addresses", m.programs().stream().map(Bytes::toHex).toList());
      case FilterAdd m -> Map.of("address", m.program().toHex());
      case FilterClear _ -> Map.of();
      case MerkleBlock m ->
          Map.of(
              "header_text", m.headerText().toUtf8(),
              "tx_hashes", hashes(m.txHashes()),
              "tx_texts", texts(m.txTexts()),
              "status_hashes", hashes(m.statusHashes()),
              "tx_status_json_texts", texts(m.statusTexts()),
              "tx_status_json", texts(m.statusTexts()),
              "flags", m.flags().toHex());
      default -> subject.fields().apply(message).orElseThrow();
    };
  }

  /** A 64-bit number in the vectors' form. */
  public static String u64(long value) {
    return Long.toUnsignedString(value);
  }

  /** Hashes in the vectors' form. */
  public static List<String> hashes(List<Hash> hashes) {
    return hashes.stream().map(Hash::toHex).toList();
  }

  /** Byte slices that hold ASCII, in the vectors' form. */
  public static List<String> texts(List<Bytes> texts) {
    return texts.stream().map(Bytes::toUtf8).toList();
  }
}
