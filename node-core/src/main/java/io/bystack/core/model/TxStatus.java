package io.bystack.core.model;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One flag per transaction of a block: true if it failed validation after its gas was found valid,
 * so that only the fee is taken (spec/01 §9.3). Not part of the block; every node finds out by
 * validating.
 */
public record TxStatus(List<Boolean> failed) {
  // Tags of protobuf fields: number << 3 | wire type.
  private static final int VERSION_TAG = 0x08;
  private static final int STATUS_TAG = 0x12;
  private static final int FLAG_TAG = 0x08;

  public TxStatus {
    failed = List.copyOf(failed);
  }

  /** Nothing failed. */
  public static TxStatus allGood(int transactions) {
    return new TxStatus(Collections.nCopies(transactions, false));
  }

  public int size() {
    return failed.size();
  }

  /** Whether the transaction at this index failed. */
  public boolean failed(int index) {
    return failed.get(index);
  }

  /** The Merkle root a header commits to. */
  public Hash root() {
    return MerkleTree.statusRoot(this);
  }

  /** {@code {"version":1,"verify_status":[{},{"status_fail":true}]}}. */
  public String toJson() {
    return failed.stream()
        .map(TxStatus::flagJson)
        .collect(Collectors.joining(",", "{\"version\":1,\"verify_status\":[", "]}"));
  }

  /** The text a flag is hashed and sent as: {@code {}} or {@code {"status_fail":true}}. */
  public static String flagJson(boolean failed) {
    return failed ? "{\"status_fail\":true}" : "{}";
  }

  /** The reference's storage form, protobuf: e.g. {@code 08011200 12020801}. */
  public Bytes toProtobuf() {
    ByteWriter out = new ByteWriter(2 + 4 * size());
    out.u8(VERSION_TAG).u8(1);
    for (boolean flag : failed) {
      out.u8(STATUS_TAG);
      out.str(flag ? Bytes.of(FLAG_TAG, 1) : Bytes.EMPTY);
    }
    return out.toBytes();
  }

  /** Reads what {@link #toProtobuf} writes. */
  public static TxStatus fromProtobuf(Bytes bytes) throws DecodeException {
    ByteReader reader = bytes.reader();
    List<Boolean> flags = new ArrayList<>();
    while (reader.remaining() > 0) {
      int at = reader.position();
      switch (reader.u8()) {
        case VERSION_TAG -> reader.uv();
        case STATUS_TAG -> flags.add(readFlag(reader.ext()));
        default -> throw DecodeException.format("unknown field of a transaction status", at);
      }
    }
    return new TxStatus(flags);
  }

  private static boolean readFlag(ByteReader reader) throws DecodeException {
    boolean flag = false;
    while (reader.remaining() > 0) {
      int at = reader.position();
      if (reader.u8() != FLAG_TAG) {
        throw DecodeException.format("unknown field of a transaction status flag", at);
      }
      flag = reader.uv() != 0;
    }
    return flag;
  }
}
