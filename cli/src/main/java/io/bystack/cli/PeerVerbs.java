package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.Units;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The small commands about a running node's peers: one call of its API each. */
final class PeerVerbs {
  private PeerVerbs() {}

  /** All of them. */
  static Stream<Callable<ExitCode>> all(Terminal terminal) {
    return Stream.of(
        new Add(terminal),
        new Remove(terminal),
        new Ban(terminal),
        new Unban(terminal),
        new Bans(terminal),
        new Score(terminal),
        new Known(terminal));
  }

  @Command(
      name = "add",
      description = "Connect to a peer now, and again whenever it is gone, also after a restart.",
      footer = {
        "%nExamples:",
        "  bystack peer add 203.0.113.7:46657 --chain main",
        "  bystack peer add seed.example.org:56656 --chain side --once"
      })
  private static final class Add implements Callable<ExitCode> {
    private final Terminal terminal;

    @Parameters(paramLabel = "HOST:PORT", description = "Where it listens.")
    private String address = "";

    @Option(names = "--once", description = "Connect once, and do not keep the address.")
    private boolean once;

    @Mixin private PeerNode node;

    Add(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public ExitCode call() {
      ObjectNode request = Json.object();
      request.put("address", address);
      request.put("once", once);
      terminal.print((ObjectNode) node.askOne("/bystack/peers/add", request).data());
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "remove",
      description = {
        "Close the connections to a peer and no longer keep its address.",
        "It may come back by itself; to keep it out use bystack peer ban."
      },
      footer = {"%nExamples:", "  bystack peer remove 203.0.113.7:46657"})
  private static final class Remove implements Callable<ExitCode> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PEER", description = "Its address, with or without port, or its id.")
    private String peer = "";

    @Mixin private PeerNode node;

    Remove(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public ExitCode call() {
      ObjectNode request = Json.object();
      request.put("peer", peer);
      printAll(terminal, node.ask("/bystack/peers/remove", request));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "ban",
      description = "Close the connections of an IP address and refuse it for a time.",
      footer = {
        "%nExamples:",
        "  bystack peer ban 203.0.113.7",
        "  bystack peer ban 203.0.113.7 --for 30d --reason \"floods us\""
      })
  private static final class Ban implements Callable<ExitCode> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ADDRESS", description = "An IP address.")
    private String address = "";

    @Option(
        names = "--for",
        paramLabel = "TIME",
        defaultValue = "1d",
        description = "How long, such as 2h or 30d (default: ${DEFAULT-VALUE}).")
    private String term = "1d";

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        defaultValue = "by operator",
        description = "Shown in the list of bans (default: ${DEFAULT-VALUE}).")
    private String reason = "";

    @Mixin private PeerNode node;

    Ban(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public ExitCode call() {
      ObjectNode request = Json.object();
      request.put("address", address);
      request.put("reason", reason);
      try {
        request.put("seconds", Units.time(term).toSeconds());
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("--for \"" + term + "\" is no time", e.getMessage(), "");
      }
      printAll(terminal, node.ask("/bystack/peers/ban", request));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "unban",
      description = "End the ban of an IP address.",
      footer = {"%nExamples:", "  bystack peer unban 203.0.113.7"})
  private static final class Unban implements Callable<ExitCode> {
    private final Terminal terminal;

    @Parameters(paramLabel = "ADDRESS", description = "An IP address.")
    private String address = "";

    @Mixin private PeerNode node;

    Unban(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public ExitCode call() {
      ObjectNode request = Json.object();
      request.put("address", address);
      for (PeerNode.Answer answer : node.ask("/bystack/peers/unban", request)) {
        ObjectNode row = Json.object();
        row.put("chain", answer.chain());
        row.put("unbanned", address);
        terminal.print(row);
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "bans",
      description = "Show the addresses that are banned, until when and why.",
      footer = {"%nExamples:", "  bystack peer bans", "  bystack peer bans -o csv"})
  private static final class Bans implements Callable<ExitCode> {
    private final Terminal terminal;

    @Mixin private PeerNode node;

    Bans(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public ExitCode call() {
      terminal.print(
          List.of("chain", "address", "until", "reason"), node.rows("/bystack/peers/bans"));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "score",
      description = {
        "Show the ban scores of addresses; above 100 an address is banned.",
        "Part of a score stays, part of it halves every minute."
      },
      footer = {"%nExamples:", "  bystack peer score", "  bystack peer score --chain side"})
  private static final class Score implements Callable<ExitCode> {
    private final Terminal terminal;

    @Mixin private PeerNode node;

    Score(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public ExitCode call() {
      terminal.print(List.of("chain", "address", "score"), node.rows("/bystack/peers/scores"));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "known",
      description = "Show the addresses a running node may dial, and how that went.",
      footer = {"%nExamples:", "  bystack peer known", "  bystack peer known -o csv"})
  private static final class Known implements Callable<ExitCode> {
    private final Terminal terminal;

    @Mixin private PeerNode node;

    Known(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public ExitCode call() {
      terminal.print(
          List.of("chain", "address", "last_success", "failures"),
          node.rows("/bystack/peers/known"));
      return ExitCode.DONE;
    }
  }

  private static void printAll(Terminal terminal, List<PeerNode.Answer> answers) {
    for (PeerNode.Answer answer : answers) {
      ObjectNode row = Json.object();
      row.put("chain", answer.chain());
      row.setAll((ObjectNode) answer.data());
      terminal.print(row);
    }
  }
}
