package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import java.util.Optional;

/** Heights from and to, both included. */
record HeightRange(long from, long to) {
  /**
   * What options say, within what a chain has.
   *
   * @param to none: the tip
   */
  static HeightRange of(long from, Optional<Long> to, long tip) {
    long last = to.orElse(tip);
    if (last > tip) {
      throw CommandException.usage("height " + last + " is not there", "the tip is at " + tip, "");
    }
    if (from < 1 || from > last) {
      throw CommandException.usage(
          "there are no blocks from " + from + " to " + last,
          "heights begin at 1 and the tip is at " + tip,
          "");
    }
    return new HeightRange(from, last);
  }
}
