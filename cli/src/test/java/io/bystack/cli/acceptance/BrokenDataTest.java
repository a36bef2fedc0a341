package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node says of data and configuration it cannot use, and how it ends. */
class BrokenDataTest {
  @TempDir Path folder;

  private BystackProcess node(Path data, String... more) throws Exception {
    String[] base = {
      "node",
      "--network=solonet",
      "--chains=main",
      "--data-dir=" + data,
      "--main-api-port=0",
      "--main-p2p-listen=false"
    };
    String[] all = new String[base.length + more.length];
    System.arraycopy(base, 0, all, 0, base.length);
    System.arraycopy(more, 0, all, base.length, more.length);
    return BystackProcess.start(all);
  }

  private void refuses(int status, String reason, BystackProcess started) throws Exception {
    try (BystackProcess process = started) {
      assertThat(process.awaitExit()).isEqualTo(status);
      String output = process.output();
      assertThat(output).contains(reason).doesNotContain("\tat ");
      List<String> said =
          output.lines().filter(line -> !line.startsWith("WARNING") && !line.isBlank()).toList();
      assertThat(said).as("a few clear lines").hasSizeLessThanOrEqualTo(5);
      assertThat(said).anyMatch(line -> line.startsWith("bystack: "));
    }
  }

  @Test
  void dataThatIsNewerOrDamagedIsRefusedAndLeftAsItIs() throws Exception {
    Path data = folder.resolve("data");
    try (BystackProcess first = node(data)) {
      first.awaitLine("it runs", line -> line.contains("Running"));
      assertThat(first.stop()).isZero();
    }
    Path format = data.resolve("main").resolve("FORMAT");
    String good = Files.readString(format);
    Files.writeString(format, good.replaceFirst("bystack-store \\d+", "bystack-store 99"));
    refuses(7, "store format 99", node(data));

    Files.writeString(format, good.replace("network solonet", "network mainnet"));
    refuses(7, "belongs to main/mainnet", node(data));

    Files.writeString(format, good);
    Path current = data.resolve("main").resolve("db").resolve("CURRENT");
    String list = Files.readString(current);
    Files.writeString(current, "MANIFEST-nothing\n");
    refuses(7, "the list of its files is missing", node(data));

    Files.writeString(current, list);
    Path log = newestLog(current.getParent());
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length / 3] ^= 1;
    Files.write(log, bytes);
    refuses(7, log.getFileName() + " is damaged at byte ", node(data));
    assertThat(log).hasBinaryContent(bytes);
  }

  private static Path newestLog(Path db) throws IOException {
    try (Stream<Path> files = Files.list(db)) {
      return files.filter(f -> f.toString().endsWith(".log")).sorted().toList().getLast();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws Exception {
    // The process's own view of itself is a file system nobody can make folders in.
    refuses(1, "/proc/self/bystack", node(Path.of("/proc/self/bystack")));
  }

  @Test
  void wrongSettingsAreAllNamedAtOnce() throws Exception {
    Path file = folder.resolve("node.toml");
    Files.writeString(file, "log.level = \"loud\"\n[main.store]\ncache = \"lots\"\n");
    refuses(2, "log.level is \"loud\"", node(folder.resolve("data"), "--config=" + file));
    Files.writeString(file, "log.level = \n");
    refuses(2, "node.toml", node(folder.resolve("data"), "--config=" + file));
  }
}
