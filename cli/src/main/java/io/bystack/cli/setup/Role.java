package io.bystack.cli.setup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a node does for its network. */
public enum Role {
  /** Follows the chains and answers. */
  FULL,
  /** Mines the main chain with the machine's cores. */
  MINER,
  /** Makes and signs blocks of the side chain. */
  PRODUCER;

  /** The word for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of a word. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Role::word).toList();
  }
}
