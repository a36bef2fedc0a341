package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.client.NodeOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which chain of which running node a command asks. */
final class LiveChain {
  @Option(names = "--chain", paramLabel = "CHAIN", description = "main or side (default: main).")
  private ChainKind chain = ChainKind.MAIN;

  @Mixin private NodeOptions node;

  ChainKind chain() {
    return chain;
  }

  NodeClient client() {
    return node.one(chain.api());
  }

  /** Calls an endpoint. */
  JsonNode call(String path, ObjectNode request) {
    return client().call(path, request);
  }
}
