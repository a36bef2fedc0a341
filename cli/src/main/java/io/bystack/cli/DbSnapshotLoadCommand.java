package io.bystack.cli;

import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainSnapshot;
import io.bystack.core.chain.ChainTables;
import io.bystack.core.chain.SnapshotClaim;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a chain with a state from a file. */
@Command(
    name = "load",
    description = {
      "Begin a chain with the state in a snapshot file.",
      "The chain goes on from there at once and cannot undo the blocks below; a node gets those in"
          + " the background, validates them and stops if they lead to another state. Take the"
          + " digest from somebody you trust, not from who gave you the file."
    },
    footer = {
      "%nExamples:",
      "  bystack db snapshot load main.snapshot --network solonet --digest 33cf…"
    })
final class DbSnapshotLoadCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  @Parameters(paramLabel = "FILE", description = "The snapshot file.")
  private Path path;

  @Option(
      names = "--digest",
      paramLabel = "HASH",
      description = "The digest of the state the file must have; without it any is taken.")
  private Optional<String> digest = Optional.empty();

  DbSnapshotLoadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    if (!Files.isRegularFile(path)) {
      throw CommandException.usage("cannot read " + path, "there is no such file", "");
    }
    Optional<Hash> expected = digest.map(DbSnapshotLoadCommand::parse);
    Selected selected = selection.select();
    if (Files.exists(selected.folder().resolve("db"))) {
      throw CommandException.usage(
          "cannot load a snapshot into " + selected.folder(),
          "it holds a chain",
          "Use another --data-dir, or move the folder away.");
    }
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE)) {
      ChainSnapshot loaded = load(opener.protocol(selected), selected.folder(), expected);
      terminal.print(DbSnapshotCreateCommand.describe(loaded));
      return ExitCode.DONE;
    }
  }

  private ChainSnapshot load(ChainProtocol protocol, Path folder, Optional<Hash> expected) {
    try (Store store = ChainTables.open(protocol, folder, StoreOptions.DEFAULT)) {
      return ChainSnapshot.load(
          path, protocol, store, SnapshotClaim.ofOwnFile(expected), rows -> {});
    } catch (StoreException e) {
      throw CommandException.of(e);
    }
  }

  private static Hash parse(String text) {
    try {
      return Hash.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--digest is no hash", e.getMessage(), "");
    }
  }
}
