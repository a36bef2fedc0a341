package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.exit.Reason;
import io.bystack.cli.secret.PasswordOptions;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.KeyFile;
import io.bystack.core.crypto.KeyFileException;
import io.bystack.core.crypto.XPrv;
import io.bystack.dpos.Federation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code producer key create|import|show}: files with the key a producer signs with. */
public final class ProducerKeyCommands {
  private static final int KEY_DIGITS = 128;

  private ProducerKeyCommands() {}

  /** The key in a node's key file; more than 128 digits are ignored, as the reference does. */
  static XPrv readKey(Path file) throws IOException, KeyException {
    String text = PrivateFile.read(file);
    return XPrv.parse(text.substring(0, Math.min(KEY_DIGITS, text.length())));
  }

  private static ObjectNode shown(Path file, XPrv key) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("file", file.toString());
    node.put("key", key.xpub().toString());
    return node;
  }

  private static CommandException unwritable(Path file, IOException e) {
    return CommandException.failed(file + " cannot be written", Reason.of(e), "");
  }

  /** A new key. */
  @Command(
      name = "create",
      description = {
        "Make a new signing key, in a file of mode 0600 that must not exist.",
        "The key shown is what people vote for. Keep a copy, but let one node use it only."
      },
      footer = {"%nExamples:", "  bystack producer key create node_key.txt"})
  public static final class Create implements Callable<ExitCode> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file;

    public Create(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      try (XPrv key = XPrv.generate(new SecureRandom())) {
        PrivateFile.write(file, key.toSecretHex());
        screen.show(shown(file, key));
        return ExitCode.DONE;
      } catch (IOException e) {
        throw unwritable(file, e);
      }
    }
  }

  /** From a wallet's key file, or a federation member's root key. */
  @Command(
      name = "import",
      description = {
        "Make a signing key from a wallet's encrypted key file, or from a file of 128 hex digits.",
        "--federation derives the key a federation member signs blocks with from its root key."
      },
      footer = {
        "%nExamples:",
        "  bystack producer key import --from root.json --federation node_key.txt",
        "  bystack producer key import --from old/node_key.txt node_key.txt"
      })
  public static final class Import implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private PasswordOptions password;

    @Option(
        names = "--from",
        required = true,
        paramLabel = "FILE",
        description = "The key to take.")
    private Path source;

    @Option(names = "--federation", description = "Derive a federation member's signing key.")
    private boolean federation;

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file;

    public Import(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      try (XPrv given = given();
          XPrv key = federation ? given.derive(Federation.CONSENSUS_PATH) : null) {
        XPrv written = key == null ? given : key;
        PrivateFile.write(file, written.toSecretHex());
        screen.show(shown(file, written));
        return ExitCode.DONE;
      } catch (KeyException e) {
        throw CommandException.usage(source + " holds no key", e.getMessage(), "");
      } catch (IOException e) {
        throw unwritable(file, e);
      }
    }

    private XPrv given() throws KeyException {
      try {
        if (Files.size(source) > KeyFile.MAX_LENGTH) {
          throw CommandException.usage(source + " is too long for a key", "", "");
        }
        return Files.readString(source).stripLeading().startsWith("{")
            ? KeyFile.parse(Files.readString(source))
                .decrypt(password.read("Password of " + source, screen.talk()))
            : readKey(source);
      } catch (KeyFileException e) {
        throw CommandException.usage(source + " cannot be opened", e.getMessage(), "");
      } catch (IOException e) {
        throw CommandException.usage(source + " cannot be read", Reason.of(e), "");
      }
    }
  }

  /** The public part. */
  @Command(
      name = "show",
      description = "Show the public key of a key file: what people vote for.",
      footer = {"%nExamples:", "  bystack producer key show node_key.txt"})
  public static final class Show implements Callable<ExitCode> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "The key file.")
    private Path file;

    public Show(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      try (XPrv key = readKey(file)) {
        screen.show(shown(file, key));
        return ExitCode.DONE;
      } catch (KeyException e) {
        throw CommandException.usage(
            file + " holds no signing key", "128 hex digits are expected", "");
      } catch (IOException e) {
        throw CommandException.usage(file + " cannot be read", Reason.of(e), "");
      }
    }
  }
}
