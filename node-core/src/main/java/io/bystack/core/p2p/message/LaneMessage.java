package io.bystack.core.p2p.message;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.List;

/**
 * What two nodes of this software say to each other on a channel of their own: the fast lane.
 * Blocks, headers and transactions travel as their bytes, not as hex text. Every list and byte
 * string has a limit that is checked before memory is taken; see {@link LaneTable}.
 */
public sealed interface LaneMessage extends Message {
  /** Most block hashes in one request for bodies. */
  int MAX_BODIES = 512;

  /** Most headers in one answer. */
  int MAX_HEADERS = 2_000;

  /** Most transactions announced, asked for or sent in one message. */
  int MAX_TRANSACTIONS = 1_024;

  /** Most transactions of a block that is announced in short. */
  int MAX_SHORT_IDS = 60_000;

  /** Bytes of a short id. */
  int SHORT_ID = 6;

  /** Most chunks of a snapshot. */
  int MAX_CHUNKS = 60_000;

  /** Most bytes of a chunk of a snapshot; all but the last have exactly these. */
  int CHUNK = 1 << 20;

  /**
   * Asks for main-chain headers behind the first known hash of the locator, up to the stop. There
   * is always an answer.
   */
  record GetHeaderRange(List<Hash> locator, Hash stop) implements LaneMessage {}

  /** Headers that follow each other, the start not among them; none if there is no such range. */
  record HeaderRange(List<Bytes> headers) implements LaneMessage {}

  /** Asks for blocks by their hashes; the number comes back with the answer. */
  record GetBodies(long request, List<Hash> blocks) implements LaneMessage {}

  /**
   * The first so many of the blocks asked for, as many as fit into one answer; none if the first is
   * not there.
   */
  record Bodies(long request, List<Bytes> blocks) implements LaneMessage {}

  /**
   * A new best block in short.
   *
   * @param coinbase its first transaction
   * @param shortIds of the others in their order, six bytes each
   */
  record CompactBlock(Bytes header, Bytes coinbase, Bytes shortIds) implements LaneMessage {}

  /** Asks for transactions of a block announced in short, by their places, ascending. */
  record GetBlockTransactions(Hash block, List<Integer> places) implements LaneMessage {}

  /** The transactions asked for, all of them in order, or none. */
  record BlockTransactions(Hash block, List<Bytes> transactions) implements LaneMessage {}

  /** Ids of transactions that have come into the sender's pool. */
  record Inventory(List<Hash> ids) implements LaneMessage {}

  /** Asks for transactions of the pool by their ids. */
  record GetTransactions(List<Hash> ids) implements LaneMessage {}

  /** Transactions; of those asked for, the ones that are still there. */
  record PoolTransactions(List<Bytes> transactions) implements LaneMessage {}

  /** Asks whether a snapshot is to be had. */
  record GetSnapshot(long height, Hash digest) implements LaneMessage {}

  /**
   * What a snapshot's file consists of; no chunks if it is not to be had.
   *
   * @param bytes of the file
   * @param unpacked bytes it unpacks to
   * @param chunks SHA3-256 of each chunk
   */
  record SnapshotManifest(Hash digest, long bytes, long unpacked, List<Hash> chunks)
      implements LaneMessage {}

  /** Asks for a chunk of a snapshot's file. */
  record GetSnapshotChunk(Hash digest, int index) implements LaneMessage {}

  /** A chunk of a snapshot's file; empty if it is not to be had. */
  record SnapshotChunk(Hash digest, int index, Bytes content) implements LaneMessage {}
}
