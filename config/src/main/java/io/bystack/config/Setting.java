package io.bystack.config;

import java.util.Locale;

/**
 * One setting under its one name: {@code p2p.max-peers} in the file, {@code BYSTACK_P2P_MAX_PEERS}
 * in the environment, {@code --p2p-max-peers} on the command line.
 *
 * @param initial its value when no source says otherwise; empty for what has none
 */
public record Setting(String key, Scope scope, ValueKind kind, String initial, String description) {
  /** Whom a setting is about. */
  public enum Scope {
    /** The whole process. */
    NODE,
    /** Each chain; a chain's name before the key sets it for that chain alone. */
    CHAIN
  }

  /** The variable's name for a key. */
  public static String environmentName(String key) {
    return "BYSTACK_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The option's name for a key. */
  public static String optionName(String key) {
    return "--" + key.replace('.', '-');
  }
}
