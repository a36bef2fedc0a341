package io.bystack.cli;

import io.bystack.cli.exit.ExitCode;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.LedgerFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a raw block or header says. */
@Command(
    name = "decode",
    description = "Show what a raw block says: header, hash, transactions.",
    footer = {
      "%nExamples:",
      "  bystack chain block decode --file block.hex",
      "  bystack chain block decode --header --chain side 0101…"
    })
final class BlockDecodeCommand implements Callable<ExitCode> {
  private final Terminal terminal;
  @Mixin private Input input;
  @Mixin private ChainOption chain;

  @Option(names = "--header", description = "The input is a header alone.")
  private boolean header;

  BlockDecodeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    byte[] bytes = input.hex(terminal.in());
    if (header) {
      ChainOption.Read<BlockHeader> read =
          chain.read("block header", bytes, LedgerFormat::decodeHeader);
      terminal.print(new LedgerJson(read.chain()).header(read.value()));
    } else {
      ChainOption.Read<Block> read = chain.read("block", bytes, LedgerFormat::decodeBlock);
      terminal.print(new LedgerJson(read.chain()).block(read.value()));
    }
    return ExitCode.DONE;
  }
}
