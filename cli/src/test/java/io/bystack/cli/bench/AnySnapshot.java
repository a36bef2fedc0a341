package io.bystack.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.ChainParameters;
import io.bystack.core.hash.Sha3;
import io.bystack.core.p2p.message.LaneMessage;
import io.bystack.core.sync.SnapshotSource;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Any bytes, given away as the snapshot of a digest. */
final class AnySnapshot implements SnapshotSource {
  private static final int PATIENCE_SECONDS = 120;

  private final Hash digest;
  private final byte[] content;
  private final Manifest manifest;
  private final Queue<Integer> given = new ConcurrentLinkedQueue<>();
  private final Map<Integer, CountDownLatch> refused = new ConcurrentHashMap<>();
  private volatile int below = Integer.MAX_VALUE;

  /**
   * @param unpacked bytes it claims to unpack to
   */
  AnySnapshot(Hash digest, byte[] content, long unpacked) {
    this.digest = digest;
    this.content = content;
    List<Hash> chunks = new ArrayList<>();
    for (int at = 0; at < content.length; at += LaneMessage.CHUNK) {
      chunks.add(Sha3.sha3(part(at)));
    }
    this.manifest = new Manifest(content.length, unpacked, chunks);
  }

  /** Lacks the parts from that number on. */
  AnySnapshot onlyBelow(int index) {
    below = index;
    return this;
  }

  private Bytes part(int at) {
    return Bytes.wrap(content, at, Math.min(LaneMessage.CHUNK, content.length - at));
  }

  @Override
  public Optional<Manifest> manifest(long height, Hash asked) {
    return Optional.of(manifest).filter(_ -> asked.equals(digest));
  }

  @Override
  public Optional<Bytes> chunk(Hash asked, int index) {
    if (index >= below) {
      refused.computeIfAbsent(index, _ -> new CountDownLatch(1)).countDown();
      return Optional.empty();
    }
    given.add(index);
    return Optional.of(part(index * LaneMessage.CHUNK));
  }

  /** The parts that were asked for and given. */
  Queue<Integer> given() {
    return given;
  }

  /** Waits until a part was asked for that it lacks. */
  void awaitRefusal(int index) throws InterruptedException {
    CountDownLatch asked = refused.computeIfAbsent(index, _ -> new CountDownLatch(1));
    assertThat(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** Writes a small file whose beginning is sound and that unpacks to a huge row. */
  static void writeBomb(Path file, ChainParameters parameters, int bytes) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      out.writeUTF("bystack-snapshot 2");
      out.writeUTF(parameters.chain());
      out.writeUTF(parameters.network());
      int row = 1 << 20;
      for (int written = 0; written < bytes; written += row) {
        // An output whose id is a megabyte of zeros.
        out.writeByte(2);
        out.writeInt(row);
        out.write(new byte[row]);
        out.writeInt(0);
      }
    }
  }
}
