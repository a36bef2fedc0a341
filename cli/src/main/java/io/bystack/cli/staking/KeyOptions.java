package io.bystack.cli.staking;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.Reason;
import io.bystack.cli.secret.PasswordOptions;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.core.crypto.KeyFile;
import io.bystack.core.crypto.KeyFileException;
import io.bystack.core.crypto.XPrv;
import io.bystack.dpos.staking.KeyAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The encrypted key whose own address is used. */
final class KeyOptions {
  @Option(
      names = "--key-file",
      required = true,
      paramLabel = "FILE",
      description = "An encrypted key file, as wallets keep them; its own address is used.")
  private Path file;

  @Mixin private PasswordOptions password;

  Path file() {
    return file;
  }

  PasswordOptions password() {
    return password;
  }

  KeyAccount open(Screen screen) {
    try {
      PrivateFile.requirePrivate(file);
      if (Files.size(file) > KeyFile.MAX_LENGTH) {
        throw CommandException.usage(file + " is too long for a key file", "", "");
      }
      KeyFile sealed = KeyFile.parse(Files.readString(file));
      XPrv key = sealed.decrypt(password.read("Password of " + file, screen.talk()));
      return KeyAccount.of(key);
    } catch (KeyFileException e) {
      throw CommandException.usage(file + " cannot be opened", e.getMessage(), "");
    } catch (IOException e) {
      throw CommandException.usage(file + " cannot be read", Reason.of(e), "");
    }
  }
}
