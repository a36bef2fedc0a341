package io.bystack.cli.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of this process by kind of thread, native ones too, as the system counts it. Needs
 * the files of Linux; elsewhere there is none.
 */
final class ThreadTimes {
  private static final Path TASKS = Path.of("/proc/self/task");

  /** What a thread is there for. */
  enum Kind {
    /** Runs our code. */
    PROGRAM,
    COLLECTOR,
    COMPILER,
    /** Flushes and compacts files of the store. */
    STORE;

    // The system keeps 15 characters of a thread's name.
    private static Kind of(String name) {
      if (name.startsWith("G1 ") || name.startsWith("GC ") || name.startsWith("VM Thread")) {
        return COLLECTOR;
      }
      if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
        return COMPILER;
      }
      return name.startsWith("rocksdb") ? STORE : PROGRAM;
    }
  }

  private final Map<String, Long> nanos = new HashMap<>();
  private final Map<String, Kind> kinds = new HashMap<>();

  private ThreadTimes() {}

  /** The times up to now of all threads that live. */
  static ThreadTimes now() throws IOException {
    ThreadTimes times = new ThreadTimes();
    if (!Files.isDirectory(TASKS)) {
      return times;
    }
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        times.read(task);
      }
    }
    return times;
  }

  private void read(Path task) throws IOException {
    try {
      String words = Files.readString(task.resolve("schedstat"));
      Kind kind = Kind.of(Files.readString(task.resolve("comm")));
      String thread = task.getFileName().toString();
      nanos.put(thread, Long.parseLong(words, 0, words.indexOf(' '), 10));
      kinds.put(thread, kind);
    } catch (NoSuchFileException e) {
      // Threads come and go while they are counted; this one's time is missed.
      nanos.remove(task.getFileName().toString());
    }
  }

  /** Nanoseconds since an earlier count, of the threads that live now. */
  Map<Kind, Long> since(ThreadTimes earlier) {
    Map<Kind, Long> spent = new EnumMap<>(Kind.class);
    for (Map.Entry<String, Long> thread : nanos.entrySet()) {
      long before = earlier.nanos.getOrDefault(thread.getKey(), 0L);
      spent.merge(kinds.get(thread.getKey()), thread.getValue() - before, Long::sum);
    }
    return spent;
  }
}
