package io.bystack.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what a mistyped name was probably meant to be. */
public final class Suggestion {
  private static final int MOST = 2;

  private Suggestion() {}

  /**
   * The at most two known names nearest to a word, nearest first; empty if even the nearest differs
   * in more than a third of its letters.
   */
  public static List<String> similar(String word, Collection<String> known) {
    return known.stream()
        .distinct()
        .filter(name -> distance(word, name) <= Math.max(1, Math.min(4, name.length() / 3)))
        .sorted(
            Comparator.comparingInt((String name) -> distance(word, name)).thenComparing(n -> n))
        .limit(MOST)
        .toList();
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
   */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
