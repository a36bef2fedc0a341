package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/**
 * Where a command reads and writes. Results go to standard output in the chosen format, everything
 * else to standard error.
 */
final class Terminal {
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;
  private final GlobalOptions options = new GlobalOptions();

  Terminal(InputStream in, PrintWriter out, PrintWriter err, Map<String, String> environment) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
  }

  /** The environment variables. */
  Map<String, String> environment() {
    return environment;
  }

  InputStream in() {
    return in;
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  GlobalOptions options() {
    return options;
  }

  OutputFormat format() {
    return options.output();
  }

  /** Prints one thing: fields with indentation, or JSON. */
  void print(ObjectNode document) {
    switch (format()) {
      case TABLE -> Tables.fields(document, out);
      case JSON -> out.println(Json.indented(document));
      case JSONL -> out.println(Json.compact(document));
      case CSV -> throw needsList();
    }
    out.flush();
  }

  /** Prints a list: a table with these columns, or JSON with all fields. */
  void print(List<String> columns, List<ObjectNode> rows) {
    switch (format()) {
      case TABLE -> Tables.columns(columns, rows, out);
      case JSON -> out.println(Json.indented(Json.array(rows)));
      case JSONL -> rows.forEach(row -> out.println(Json.compact(row)));
      case CSV -> Tables.csv(columns, rows, out);
    }
    out.flush();
  }

  private static CommandException needsList() {
    return CommandException.usage(
        "this result cannot be written as csv", "it is one thing and not a list", "Use -o json.");
  }
}
