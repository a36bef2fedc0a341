package io.bystack.core.sync;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the last so many distinct values, those used least recently forgotten first. */
public final class RecentSet<T> {
  private final Map<T, Boolean> values;

  public RecentSet(int limit) {
    this.values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
            return size() > limit;
          }
        };
  }

  /** Adds a value; false if it was there. */
  public boolean add(T value) {
    return values.put(value, true) == null;
  }

  public boolean contains(T value) {
    return values.get(value) != null;
  }

  void remove(T value) {
    values.remove(value);
  }
}
