package io.bystack.core.consensus;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The numbers on which the nodes of a network have to agree and which its genesis block does not
 * commit to. Two nodes of one network with different rules would part at some block and blame each
 * other; so a store keeps the rules it was made with, and nodes tell each other theirs.
 *
 * @param own whether the network is one's own; the rules of the reference's networks are part of
 *     this program, they are neither kept nor told
 * @param settings values by name, in the order of the names
 */
public record NetworkRules(boolean own, SortedMap<String, String> settings) {
  /** Of a chain that has nothing to set. */
  public static final NetworkRules BUILT_IN = new NetworkRules(false, new TreeMap<>());

  /** Longest text that is read, in characters. */
  public static final int MAX_LENGTH = 4_096;

  private static final String SEPARATOR = ";";
  private static final String IS = "=";

  public NetworkRules {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    settings.forEach((name, value) -> {
      if ((name + value).contains(SEPARATOR) || (name + value).contains(IS)) {
        throw new IllegalArgumentException("rule " + name + " has the value " + value);
      }
    });
  }

  /** All settings in one line, {@code name=value;name=value}. */
  public String text() {
    List<String> parts = new ArrayList<>();
    settings.forEach((name, value) -> parts.add(name + IS + value));
    return String.join(SEPARATOR, parts);
  }

  /** Rules of one's own network from their text; empty if it is none. */
  public static Optional<NetworkRules> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    SortedMap<String, String> settings = new TreeMap<>();
    for (String part : text.split(SEPARATOR, -1)) {
      int is = part.indexOf(IS);
      boolean good = is > 0 && part.indexOf(IS, is + 1) < 0;
      if (!good || settings.put(part.substring(0, is), part.substring(is + 1)) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new NetworkRules(true, settings));
  }

  /** The same for the same settings and for no others: for people to compare. */
  public Hash digest() {
    return Sha3.sha3(Bytes.utf8(text()));
  }

  /**
   * What is different of the settings that both have, by name. One that only one of the two knows
   * is of a later version of the program, which has it so that without it the same holds.
   *
   * @param others rules of another node or of a store
   * @return one text for each setting, such as {@code round-blocks is 6 there, 1200 here}
   */
  public List<String> differences(NetworkRules others) {
    List<String> found = new ArrayList<>();
    settings.forEach((name, here) -> {
      String there = others.settings.getOrDefault(name, here);
      if (!here.equals(there)) {
        found.add("%s is %s there, %s here".formatted(name, there, here));
      }
    });
    return found;
  }

  /** Settings of others that these rules do not have. */
  public SortedSet<String> unknown(NetworkRules others) {
    SortedSet<String> names = new TreeSet<>(others.settings.keySet());
    names.removeAll(settings.keySet());
    return names;
  }

  /** Collects settings. */
  public static final class Builder {
    private final SortedMap<String, String> settings = new TreeMap<>();

    /** Adds a number. */
    public Builder set(String name, long value) {
      return set(name, Long.toString(value));
    }

    /** Adds a text without {@code ;} and {@code =}. */
    public Builder set(String name, String value) {
      settings.put(name, value);
      return this;
    }

    public NetworkRules build(boolean own) {
      return new NetworkRules(own, settings);
    }
  }
}
