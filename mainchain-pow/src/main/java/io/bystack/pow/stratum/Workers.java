package io.bystack.pow.stratum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Statistics of the workers seen last, a bounded number. Thread-safe. */
final class Workers {
  private static final int LIMIT = 65_536;

  private final Map<String, WorkerStatistics> byName = new LinkedHashMap<>(16, 0.75f, true);

  synchronized void update(String worker, UnaryOperator<WorkerStatistics> change) {
    WorkerStatistics before = byName.get(worker);
    byName.put(worker, change.apply(before == null ? WorkerStatistics.of(worker) : before));
    if (byName.size() > LIMIT) {
      byName.remove(byName.keySet().iterator().next());
    }
  }

  synchronized List<WorkerStatistics> all() {
    List<WorkerStatistics> all = new ArrayList<>(byName.values());
    all.sort(Comparator.comparing(WorkerStatistics::worker));
    return all;
  }
}
