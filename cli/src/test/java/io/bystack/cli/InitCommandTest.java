package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
  @TempDir private Path folder;

  private Invocation init(String input, String... more) {
    String[] base = {"init", "--dir", folder.resolve("node").toString()};
    String[] all = new String[base.length + more.length];
    System.arraycopy(base, 0, all, 0, base.length);
    System.arraycopy(more, 0, all, base.length, more.length);
    return Invocation.withInput(input, all);
  }

  private Path file(String name) {
    return folder.resolve("node").resolve(name);
  }

  private Invocation validate() {
    return Invocation.of("config", "validate", "--config", file("bystack.toml").toString());
  }

  @Test
  void asksNothingWithYes() throws Exception {
    Invocation run = init("", "--yes");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("bystack node --config");
    assertThat(validate().status()).as(validate().err()).isZero();
    assertThat(file("keys")).doesNotExist();
    String name = System.getProperty("user.name");
    String user = name.equals("root") ? "bystack" : name;
    assertThat(file("bystack.service"))
        .content()
        .contains(
            "RestartPreventExitStatus=2 7 8\n",
            "User=" + user + "\n",
            "ExecStart=/",
            " node --config " + file("bystack.toml"),
            "ReadWritePaths=" + folder.resolve("node"));
  }

  @Test
  void asksWhatTheOptionsDoNotSay() throws Exception {
    Invocation run =
        init("solonet\nminer, producer\nsm1qqqqsyqcyq5rqwzqfpg9scrgwpugpzysnjty96x\n\n");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("Network (", "Roles (", "mined blocks", "produced blocks");
    assertThat(run.out()).contains("set side.producer.address");
    assertThat(validate().status()).as(validate().err()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(key()).strip()).hasSize(128);
    assertThat(run.out()).doesNotContain(Files.readString(key()).strip());
    Invocation shown =
        Invocation.of("config", "show", "--config", file("bystack.toml").toString(), "-o", "json");
    assertThat(shown.out())
        .contains("sm1qqqqsyqcyq5rqwzqfpg9scrgwpugpzysnjty96x", key().toString());
  }

  private Path key() {
    return file("keys").resolve("node_key.txt");
  }

  @Test
  void aProducerIsPaid() throws Exception {
    String address = new Address("sp", Bytes.wrap(new byte[20])).encode();
    Invocation run =
        init("", "--yes", "--network=solonet", "--roles=producer", "--producer-address=" + address);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).doesNotContain("Nobody is paid");
    assertThat(validate().status()).as(validate().err()).isZero();
    assertThat(file("bystack.toml")).content().contains("\naddress = \"" + address + "\"\n");
  }

  @Test
  void aServiceFindsTheNetworksFileFromAnywhere() throws Exception {
    Path network = folder.resolve("own.toml");
    Files.writeString(network, "[main]\nkind = \"pow\"\nchain-id = \"solonet\"\n");
    Path relative = Path.of("").toAbsolutePath().relativize(network);
    Invocation run = init("", "--yes", "--network=" + relative);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(file("bystack.toml")).content().contains("network = \"" + network + "\"\n");
  }

  @Test
  void refusesAddressesAndRolesTheNetworkDoesNotHave() throws Exception {
    Invocation run =
        init(
            "",
            "--yes",
            "--roles=miner",
            "--mine-address=sm1qqqqsyqcyq5rqwzqfpg9scrgwpugpzysnjty96x");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("main.mine.address is \"sm1qqqqsyqcyq5rqwzqfpg9scrgwpugpzysnjty96x\"")
        .contains("begin with bm1");
    Path network = folder.resolve("own.toml");
    Files.writeString(network, "[main]\nkind = \"pow\"\nchain-id = \"solonet\"\n");
    Invocation none = init("", "--yes", "--roles=producer", "--network=" + network);
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("has no chain side", "it has main");
    assertThat(folder.resolve("node")).doesNotExist();
  }

  @Test
  void neverOverwrites() throws Exception {
    assertThat(init("", "--yes", "--roles", "producer").status()).isZero();
    String key = Files.readString(key());
    Invocation again = init("", "--yes", "--roles", "producer");
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("is there already");
    assertThat(Files.readString(key())).isEqualTo(key);
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(init("", "--yes", "--network", "manet").err()).contains("did you mean mainnet?");
    assertThat(init("", "--yes", "--roles", "king").err()).contains("no role king", "full, miner");
    assertThat(init("", "--yes", "--roles", "miner").err()).contains("a miner needs an address");
    Invocation nobody = init("");
    assertThat(nobody.status()).isEqualTo(2);
    assertThat(nobody.err()).contains("Use --yes in scripts");
    assertThat(folder.resolve("node")).doesNotExist();
  }
}
