package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.Block;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the main chain's blocks to a file. */
@Command(
    name = "export",
    description = {
      "Write the blocks of a chain to a file that chain import reads.",
      "The file appears when it is complete. An interrupted export leaves FILE.part, and goes on"
          + " with it when it is run again. No node may be running on the data directory."
    },
    footer = {
      "%nExamples:",
      "  bystack chain export main.blocks --data-dir /var/lib/bystack",
      "  bystack chain export first.blocks --network solonet --to 1000"
    })
final class ChainExportCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist.")
  private Path path;

  @Option(
      names = "--from",
      paramLabel = "HEIGHT",
      defaultValue = "1",
      description = "The first block (default: ${DEFAULT-VALUE}).")
  private long from;

  @Option(names = "--to", paramLabel = "HEIGHT", description = "The last block (default: the tip).")
  private Optional<Long> to = Optional.empty();

  ChainExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() throws IOException {
    if (Files.exists(path)) {
      throw CommandException.usage("cannot write " + path, "it exists", "Choose another name.");
    }
    Selected selected = selection.select();
    try (Interrupt interrupt = Interrupt.listen();
        ChainOpener opener = new ChainOpener(ProofSource.NONE);
        OpenChain chain = opener.open(selected)) {
      HeightRange range = HeightRange.of(from, to, chain.engine().best().height());
      return export(chain.engine(), selected, range, interrupt);
    }
  }

  private ExitCode export(
      ChainEngine engine, Selected selected, HeightRange range, Interrupt interrupt)
      throws IOException {
    ExportFile.Header header =
        new ExportFile.Header(
            selected.chain(),
            selected.network(),
            engine.protocol().parameters().genesis().hash(),
            range.from());
    Path part = path.resolveSibling(path.getFileName() + ".part");
    Optional<ExportFile.Reader> begun =
        Files.exists(part) ? readBegun(part, header, engine, range) : Optional.empty();
    long next = range.from() + begun.map(ExportFile.Reader::count).orElse(0L);
    long bytes;
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(begun.map(ExportFile.Reader::wholeBytes).orElse(0L));
      channel.position(channel.size());
      BufferedOutputStream out =
          new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      ExportFile.Writer writer =
          begun.isPresent() ? begun.get().continueIn(out) : ExportFile.Writer.begin(header, out);
      boolean complete = write(engine, writer, new HeightRange(next, range.to()), interrupt);
      if (!complete) {
        out.flush();
        terminal.err().println("bystack: stopped; the same command goes on where it was");
        return ExitCode.FAILED;
      }
      writer.end();
      channel.force(true);
      bytes = channel.size();
    }
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    ObjectNode result = Json.object();
    result.put("file", path.toString());
    result.put("from", range.from());
    result.put("to", range.to());
    result.put("bytes", bytes);
    terminal.print(result);
    return ExitCode.DONE;
  }

  private boolean write(
      ChainEngine engine, ExportFile.Writer writer, HeightRange heights, Interrupt interrupt)
      throws IOException {
    try (Progress progress =
        Progress.start(terminal, "export", heights.to() - heights.from() + 1)) {
      for (long height = heights.from(); height <= heights.to(); height++) {
        if (interrupt.requested()) {
          return false;
        }
        BlockRef ref = engine.tree().mainChainAt(height).orElseThrow();
        writer.add(engine.tree().block(ref).raw());
        progress.at(height - heights.from() + 1, height);
      }
    }
    return true;
  }

  /**
   * What an earlier run has written, if the same blocks are wanted and still those of the chain.
   */
  private static Optional<ExportFile.Reader> readBegun(
      Path part, ExportFile.Header header, ChainEngine engine, HeightRange range)
      throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(part), 1 << 16)) {
      byte[] expected = header.line();
      if (!Arrays.equals(in.readNBytes(expected.length), expected)) {
        return Optional.empty();
      }
      ExportFile.Reader reader = new ExportFile.Reader(expected, in);
      Bytes last = readWhole(reader, range.to() - range.from() + 1);
      if (last == null || !isOnMainChain(last, engine, range.from() + reader.count() - 1)) {
        return Optional.empty();
      }
      return Optional.of(reader);
    }
  }

  private static Bytes readWhole(ExportFile.Reader reader, long atMost) throws IOException {
    Bytes last = null;
    try {
      while (reader.count() < atMost) {
        Bytes block = reader.next();
        if (block == null) {
          break;
        }
        last = block;
      }
    } catch (EOFException e) {
      // The earlier run ended inside a record: what is before it counts.
      return last;
    }
    return last;
  }

  private static boolean isOnMainChain(Bytes raw, ChainEngine engine, long height) {
    return engine
        .tree()
        .mainChainAt(height)
        .map(ref -> engine.tree().block(ref))
        .map(Block::raw)
        .filter(raw::equals)
        .isPresent();
  }
}
