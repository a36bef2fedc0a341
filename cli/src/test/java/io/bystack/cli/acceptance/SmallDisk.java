package io.bystack.cli.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few MiB, which can be filled and made read-only. Needs the right to mount. */
public final class SmallDisk implements AutoCloseable {
  private static final int CHUNK = 4 << 10;

  private final Path folder;
  private final Path filler;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.filler = folder.resolve("filler");
  }

  /** Mounts one; the test is left out where that is not allowed. */
  public static SmallDisk mount(Path folder, int mebibytes) throws IOException {
    Files.createDirectories(folder);
    List<String> said = new ArrayList<>();
    boolean mounted =
        run(said, "mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "bystack", "" + folder);
    Assumptions.assumeTrue(mounted, () -> "a small file system cannot be mounted here: " + said);
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Takes all room but some bytes; what is freed meanwhile is taken when called again. */
  public void fill(long left) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (Files.getFileStore(folder).getUsableSpace() > left) {
        out.write(chunk);
      }
    }
  }

  public void makeRoom() throws IOException {
    Files.delete(filler);
  }

  public void readOnly(boolean on) throws IOException {
    List<String> said = new ArrayList<>();
    if (!run(said, "mount", "-o", "remount," + (on ? "ro" : "rw"), folder.toString())) {
      throw new IOException("cannot remount " + folder + ": " + said);
    }
  }

  @Override
  public void close() throws IOException {
    List<String> said = new ArrayList<>();
    if (!run(said, "umount", "-l", folder.toString())) {
      throw new IOException("cannot unmount " + folder + ": " + said);
    }
  }

  private static boolean run(List<String> said, String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      said.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
      return process.waitFor() == 0;
    } catch (IOException e) {
      said.add(e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      said.add("interrupted");
      return false;
    }
  }
}
