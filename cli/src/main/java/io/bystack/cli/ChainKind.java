package io.bystack.cli;

import io.bystack.cli.client.NodeOptions;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.vm.InstructionSet;
import io.bystack.dpos.VaporFormat;
import io.bystack.pow.ClassicFormat;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;

/** The two kinds of chain, by the names of the command line. */
enum ChainKind {
  MAIN,
  SIDE;

  /** How its transactions and blocks are written. */
  LedgerFormat format() {
    return switch (this) {
      case MAIN -> ClassicFormat.INSTANCE;
      case SIDE -> VaporFormat.INSTANCE;
    };
  }

  /** What its programs are made of. */
  InstructionSet instructions() {
    return switch (this) {
      case MAIN -> InstructionSet.BASE;
      case SIDE -> InstructionSet.WITH_MULFRACTION;
    };
  }

  /** A block's timestamp as a moment: seconds on the main chain, milliseconds on the side chain. */
  Instant time(long timestamp) {
    return switch (this) {
      case MAIN -> Instant.ofEpochSecond(timestamp);
      case SIDE -> Instant.ofEpochMilli(timestamp);
    };
  }

  /** Where a node's API of the chain is unless it is configured otherwise. */
  URI api() {
    return switch (this) {
      case MAIN -> NodeOptions.MAIN_CHAIN;
      case SIDE -> NodeOptions.SIDE_CHAIN;
    };
  }

  /** {@code main} or {@code side}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
