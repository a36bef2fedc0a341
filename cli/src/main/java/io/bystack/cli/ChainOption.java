package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.LedgerFormat;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which chain an input belongs to. Without the option both are tried. */
final class ChainOption {
  /** What was read, and as whose. */
  record Read<T>(ChainKind chain, T value) {}

  /** Reads a value of one chain's format. */
  interface Reader<T> {
    T read(LedgerFormat format, Bytes bytes) throws DecodeException;
  }

  @Option(
      names = "--chain",
      paramLabel = "CHAIN",
      description =
          "main or side; without it the input is tried as the main chain's, then the side's.")
  private Optional<ChainKind> chain = Optional.empty();

  /** The chain asked for, or the main chain. */
  ChainKind orMain() {
    return chain.orElse(ChainKind.MAIN);
  }

  /**
   * Reads the bytes in the format of the chain asked for, or of the first chain that can.
   *
   * @throws CommandException naming what is wrong for each chain tried
   */
  <T> Read<T> read(String what, byte[] input, Reader<T> reader) {
    StringBuilder why = new StringBuilder();
    for (ChainKind kind : chain.map(c -> new ChainKind[] {c}).orElseGet(ChainKind::values)) {
      try {
        return new Read<>(kind, reader.read(kind.format(), Bytes.wrap(input)));
      } catch (DecodeException e) {
        why.append(why.isEmpty() ? "" : "; ");
        why.append("as the ").append(kind.label()).append(" chain's: ").append(e.getMessage());
        if (e.offset() >= 0) {
          why.append(" (byte ").append(e.offset()).append(" of ").append(input.length).append(')');
        }
      }
    }
    throw CommandException.usage("this is not a " + what, why.toString(), "");
  }
}
