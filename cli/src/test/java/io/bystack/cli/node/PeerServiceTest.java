package io.bystack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.secret.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerServiceTest {
  @TempDir private Path folder;

  @Test
  void refusesAProxysPasswordThatOthersCanRead() throws Exception {
    Path file = folder.resolve("proxy-password");
    PrivateFile.write(file, "hush");
    assertThat(PeerService.readSecret(file)).isEqualTo("hush");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> PeerService.readSecret(file))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("can be read by others");
  }
}
