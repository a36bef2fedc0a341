package io.bystack.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options every command takes. */
final class GlobalOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "TABLE",
      description = "How the result is written: table, json, and for lists jsonl or csv.")
  private OutputFormat output = OutputFormat.TABLE;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log more to standard error; errors come with their trace.")
  private boolean verbose;

  OutputFormat output() {
    return output;
  }

  boolean verbose() {
    return verbose;
  }
}
