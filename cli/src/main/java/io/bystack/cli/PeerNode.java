package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.client.NodeOptions;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The running chains that a command about peers means: all, unless it says which. */
final class PeerNode {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @Option(
      names = "--chain",
      paramLabel = "CHAIN",
      description = "main or side; without it every chain whose API answers is meant.")
  private Optional<ChainKind> chain = Optional.empty();

  @Mixin private NodeOptions node;

  /** The answer of one chain's API. */
  record Answer(String chain, JsonNode data) {}

  private Map<String, URI> targets() {
    Map<String, URI> targets = new LinkedHashMap<>();
    if (node.areGiven()) {
      node.urls().forEach(url -> targets.put(url.toString(), url));
      return targets;
    }
    for (ChainKind kind : chain.map(List::of).orElse(List.of(ChainKind.values()))) {
      targets.put(kind.label(), kind.api());
    }
    return targets;
  }

  /** Asks the one chain that is named; without a name it is unclear which. */
  Answer askOne(String path, ObjectNode request) {
    if (targets().size() != 1) {
      throw CommandException.usage(
          "it is not clear which chain's peer this is", "", "Say --chain main or --chain side.");
    }
    return ask(path, request).getFirst();
  }

  /**
   * Asks all chains meant. A node may run one of them only, and a peer belongs to one: it is enough
   * if one answers and does not refuse.
   */
  List<Answer> ask(String path, ObjectNode request) {
    List<Answer> answers = new ArrayList<>();
    CommandException failure = null;
    for (Map.Entry<String, URI> target : targets().entrySet()) {
      NodeClient client = node.client(target.getValue(), TIMEOUT);
      try {
        answers.add(new Answer(target.getKey(), client.call(path, request)));
      } catch (CommandException e) {
        if (e.exitCode() == ExitCode.REFUSED) {
          failure = e;
        } else if (e.exitCode() != ExitCode.UNREACHABLE) {
          throw e;
        } else if (failure == null) {
          failure = e;
        }
      }
    }
    if (answers.isEmpty() && failure != null) {
      throw failure;
    }
    return answers;
  }

  /** The rows of all chains meant, each with its chain. */
  List<ObjectNode> rows(String path) {
    List<ObjectNode> rows = new ArrayList<>();
    for (Answer answer : ask(path, Json.object())) {
      for (JsonNode item : answer.data()) {
        ObjectNode row = Json.object();
        row.put("chain", answer.chain());
        row.setAll((ObjectNode) item);
        rows.add(row);
      }
    }
    return rows;
  }

  /** A refusal of ours in the form of the node's. */
  static CommandException unknown(String peer) {
    return new CommandException(
        ExitCode.REFUSED,
        "no peer " + peer,
        "none of the connected peers has that id or address",
        "bystack peer list shows them.");
  }
}
