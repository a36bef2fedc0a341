package io.bystack.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes a list in the format the user has asked for. */
@FunctionalInterface
public interface ResultPrinter {
  void print(List<String> columns, List<ObjectNode> rows);
}
