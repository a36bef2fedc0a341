package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where these commands print results, in the format the user has chosen.
 *
 * @param document prints one thing
 * @param list prints rows under these columns
 * @param talk progress and questions
 */
public record Screen(
    Consumer<ObjectNode> document,
    BiConsumer<List<String>, List<ObjectNode>> list,
    PrintWriter talk) {
  void show(ObjectNode node) {
    document.accept(node);
  }

  void show(List<String> columns, List<ObjectNode> rows) {
    list.accept(columns, rows);
  }

  void say(String line) {
    talk.println(line);
    talk.flush();
  }
}
