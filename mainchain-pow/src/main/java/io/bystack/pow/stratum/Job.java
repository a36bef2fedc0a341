package io.bystack.pow.stratum;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.Hash;
import io.bystack.pow.ClassicHeader;
import java.math.BigInteger;
import java.util.HexFormat;

/**
 * One task for one connection: what is sent (spec/03 §11.2).
 *
 * @param id decimal text
 * @param header the nonce in it is where the miner is to start
 * @param target of shares
 */
public record Job(String id, ClassicHeader header, Hash seed, BigInteger target) {
  /** What distinguishes the jobs made of one template, as miners read it. */
  record Own(String nonce, String id, String target) {}

  Own own() {
    return new Own(littleEndian(header.nonce()), id, ShareTarget.field(target));
  }

  /** The job's object as miners read it: numbers little-endian, hashes in natural order. */
  public ObjectNode toJson() {
    return toJson(header, seed, own());
  }

  static ObjectNode toJson(ClassicHeader header, Hash seed, Own own) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", littleEndian(header.version()))
        .put("height", littleEndian(header.height()))
        .put("previous_block_hash", header.previous().toHex())
        .put("timestamp", littleEndian(header.timestamp()))
        .put("transactions_merkle_root", header.transactionRoot().toHex())
        .put("transaction_status_hash", header.statusRoot().toHex())
        .put("nonce", own.nonce)
        .put("bits", littleEndian(header.bits()))
        .put("job_id", own.id)
        .put("seed", seed.toHex())
        .put("target", own.target);
  }

  private static String littleEndian(long value) {
    return HexFormat.of().toHexDigits(Long.reverseBytes(value));
  }
}
