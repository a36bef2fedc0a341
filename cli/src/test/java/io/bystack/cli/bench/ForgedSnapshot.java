package io.bystack.cli.bench;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainSnapshot;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.SnapshotClaim;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A snapshot from which one unspent output is left out, with the digest that results. */
public record ForgedSnapshot(Path good, ChainProtocol protocol) {
  /** The kind of a row with a header. */
  public static final int HEADER = 1;

  private static final int OUTPUT = 2;
  private static final int END = 5;

  public static ForgedSnapshot of(Path good, ChainProtocol protocol) {
    return new ForgedSnapshot(good, protocol);
  }

  /**
   * Writes it.
   *
   * @param scratch a folder that is not there
   * @return the digest it claims, and has
   */
  public Hash writeTo(Path file, Path scratch) throws IOException {
    write(file, Hash.ZERO);
    Hash actual;
    try {
      load(file, protocol, scratch, Hash.ZERO);
      throw new IllegalStateException("a wrong digest is accepted");
    } catch (StoreException e) {
      List<String> words = List.of(e.getMessage().replace(",", "").split(" "));
      actual = Hash.fromHex(words.get(words.indexOf("expected") - 1));
    }
    write(file, actual);
    return actual;
  }

  private void write(Path to, Hash claimed) throws IOException {
    boolean[] left = {false};
    rewrite(
        to,
        (kind, value) -> {
          if (kind == OUTPUT && !left[0]) {
            left[0] = true;
            return Optional.empty();
          }
          return Optional.of(kind == END ? claimed.toArray() : value);
        });
  }

  /** What becomes of a row's value; none to leave the row out. */
  @FunctionalInterface
  public interface Change {
    Optional<byte[]> value(int kind, byte[] value) throws IOException;
  }

  /** Writes the good snapshot with other values in its rows. */
  public void rewrite(Path to, Change change) throws IOException {
    try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(good)));
        DataOutputStream out =
            new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(to)))) {
      for (int i = 0; i < 3; i++) {
        out.writeUTF(in.readUTF());
      }
      int kind = 0;
      while (kind != END) {
        kind = in.readUnsignedByte();
        byte[] key = in.readNBytes(in.readInt());
        Optional<byte[]> value = change.value(kind, in.readNBytes(in.readInt()));
        if (value.isPresent()) {
          out.writeByte(kind);
          out.writeInt(key.length);
          out.write(key);
          out.writeInt(value.get().length);
          out.write(value.get());
        }
      }
    }
  }

  /** The store of a folder, made if it is not there. */
  public static Store store(ChainProtocol protocol, Path at) throws StoreException {
    return Store.open(
        at,
        protocol.parameters().chain(),
        protocol.parameters().network(),
        ChainTables.of(protocol),
        StoreOptions.DEFAULT);
  }

  /** Begins the chain of a folder with a snapshot. */
  public static void load(Path file, ChainProtocol protocol, Path at, Hash trusted)
      throws StoreException {
    try (Store store = store(protocol, at)) {
      SnapshotClaim claim = SnapshotClaim.ofOwnFile(Optional.of(trusted));
      var _ = ChainSnapshot.load(file, protocol, store, claim, _ -> {});
    }
  }
}
