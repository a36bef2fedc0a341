package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.exit.Reason;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.dpos.guard.RecordJson;
import io.bystack.dpos.guard.SignOnceException;
import io.bystack.dpos.guard.SignOnceStore;
import io.bystack.dpos.guard.SigningRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code producer guard show|export|import|repair}: the sign-once record of a stopped node. */
public final class GuardCommands {
  private GuardCommands() {}

  /** Which record. */
  static final class Place {
    @Option(
        names = "--data-dir",
        required = true,
        paramLabel = "DIR",
        description = "The data directory of the node, which must not run.")
    private Path folder;

    @Option(
        names = "--chain",
        defaultValue = "side",
        paramLabel = "NAME",
        description = "The chain (default: ${DEFAULT-VALUE}).")
    private String chain = "side";

    Path keys() {
      return folder.resolve(chain + "-keys");
    }

    Path file() {
      return keys().resolve("sign-once");
    }
  }

  private static ObjectNode shown(Path file, SigningRecord record) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("file", file.toString());
    node.put("chain", record.chain().toHex());
    node.put("key", record.xpub().toHex());
    record.last().ifPresent(last -> node.put("height", last.height()));
    record.last().flatMap(SigningRecord.Signed::block).ifPresent(b -> node.put("block", b.toHex()));
    return node;
  }

  private static CommandException failed(IOException e) {
    if (!(e instanceof SignOnceException guard)) {
      return CommandException.failed("the record cannot be used", Reason.of(e), "");
    }
    String advice =
        switch (guard.problem()) {
          case IN_USE -> "Stop the node first: bystack node stop.";
          case MISSING, CORRUPT ->
              "Import an exported record, or use bystack producer guard repair with a safe height.";
          case FOREIGN -> "Check --data-dir and the key.";
          case EXISTS -> "Import into it.";
        };
    return new CommandException(
        ExitCode.DATA, "the record cannot be used", guard.getMessage(), advice);
  }

  /** What the key has signed. */
  @Command(
      name = "show",
      description = "Show up to which height the key has signed. The node must not run.",
      footer = {"%nExamples:", "  bystack producer guard show --data-dir mynet/node1/data"})
  public static final class Show implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private Place place;

    public Show(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      try (SignOnceStore store = SignOnceStore.open(place.file())) {
        screen.show(shown(place.file(), store.record()));
        return ExitCode.DONE;
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  /** Writes the record for another machine. */
  @Command(
      name = "export",
      description = {
        "Write the record to a file, to take it to another machine with the key.",
        "It holds no secret. The node must not run, and must not be started again with this key."
      },
      footer = {"%nExamples:", "  bystack producer guard export --data-dir data guard.json"})
  public static final class Export implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private Place place;

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist.")
    private Path target;

    public Export(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      try (SignOnceStore store = SignOnceStore.open(place.file())) {
        PrivateFile.write(target, RecordJson.print(store.record()));
        screen.show(shown(target, store.record()));
        return ExitCode.DONE;
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  /** Takes over a record. */
  @Command(
      name = "import",
      description = {
        "Take over a record another machine has exported.",
        "The further of the two wins: no height ever goes down."
      },
      footer = {"%nExamples:", "  bystack producer guard import --data-dir data guard.json"})
  public static final class Import implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private Place place;

    @Parameters(paramLabel = "FILE", description = "An exported record.")
    private Path source;

    public Import(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      try {
        SigningRecord other = RecordJson.parse(Files.readString(source));
        try (SignOnceStore store =
            Files.exists(place.file())
                ? SignOnceStore.open(place.file())
                : SignOnceStore.create(place.file(), other)) {
          if (store.merge(other) instanceof SigningRecord.Refused refused) {
            throw CommandException.usage(
                source + " is not for this node", refused.facts(), "Check key and network.");
          }
          screen.show(shown(place.file(), store.record()));
          return ExitCode.DONE;
        }
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(source + " is no exported record", e.getMessage(), "");
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  /** Makes a new record that cannot sign twice. */
  @Command(
      name = "repair",
      description = {
        "Replace a record that is lost or cannot be read by one in which all heights up to",
        "--floor are used up. What can still be read of the old one is kept.",
        "Choose a height above everything the key may have signed anywhere: the network's",
        "best height and some more. The key signs nothing until the chain is above it."
      },
      footer = {
        "%nExamples:",
        "  bystack producer guard repair --data-dir data --key-file node_key.txt --floor 120000 "
            + "--genesis 89fc0e98c5cf8a05f3eadb916542ff8a127d810d375c4023ff8fde07cc7eb982"
      })
  public static final class Repair implements Callable<ExitCode> {
    private final Screen screen;
    @Mixin private Place place;

    @Option(
        names = "--key-file",
        required = true,
        paramLabel = "FILE",
        description = "The node's signing key.")
    private Path keyFile;

    @Option(
        names = "--floor",
        required = true,
        paramLabel = "HEIGHT",
        description = "The highest height the key may have signed.")
    private long floor;

    @Option(
        names = "--genesis",
        required = true,
        paramLabel = "HASH",
        description = "The chain's genesis block: /get-block-hash of height 0 of any node.")
    private String genesis = "";

    public Repair(Screen screen) {
      this.screen = screen;
    }

    @Override
    public ExitCode call() {
      if (floor < 0) {
        throw CommandException.usage("--floor is " + floor, "a height is expected", "");
      }
      try (XPrv key = ProducerKeyCommands.readKey(keyFile)) {
        refuseIfInUse();
        Bytes xpub = key.xpub().bytes();
        try (SignOnceStore store =
            SignOnceStore.repair(place.file(), Hash.fromHex(genesis), xpub, floor)) {
          screen.show(shown(place.file(), store.record()));
          return ExitCode.DONE;
        }
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("--genesis is " + genesis, e.getMessage(), "");
      } catch (KeyException e) {
        throw CommandException.usage(keyFile + " holds no signing key", e.getMessage(), "");
      } catch (IOException e) {
        throw failed(e);
      }
    }

    /** A record that can be read must not be in use; one that cannot be is not. */
    private void refuseIfInUse() throws IOException {
      try (SignOnceStore store = SignOnceStore.open(place.file())) {
        screen.say(
            "the record can be read: "
                + store.record().last().map(l -> "height " + l.height()).orElse("nothing signed")
                + "; what it knows is kept");
      } catch (SignOnceException e) {
        if (e.problem() == SignOnceException.Problem.IN_USE) {
          throw e;
        }
        screen.say("replacing the record: " + e.getMessage());
      }
    }
  }
}
