package io.bystack.core.store;

import io.bystack.core.store.RecordLog.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads a database's logs before the database does, changing nothing: it would take a damaged
 * record in the middle of a log for the end and silently drop every acknowledged change after it.
 *
 * <p>Every change has a number, one more than the one before. Nothing may be missing between the
 * changes in files and those in the logs, between the logs, or up to the {@link DurableMark}. Only
 * what was being written when the process or the power ended, and was never acknowledged, may.
 */
final class LogCheck {
  private static final int BATCH_HEADER = 12;

  /**
   * What is wrong.
   *
   * @param reason for people
   * @param cut where the logs must end for the database to be whole again; none if that would not
   *     help
   */
  record Damage(String reason, Optional<Cut> cut) {}

  /**
   * An end for the logs.
   *
   * @param log the last log to keep a part of; none if all is kept and only the mark is too far
   * @param bytes of it to keep
   * @param dropped logs after it
   */
  record Cut(Optional<Path> log, long bytes, List<Path> dropped) {}

  /**
   * What the check has found.
   *
   * @param reached number of the last change that is there
   * @param seen number of the last change that is known to have been there
   */
  record Finding(Optional<Damage> damage, long reached, long seen) {}

  private final Path db;
  private final OptionalLong mark;
  private final List<Path> logs = new ArrayList<>();
  private boolean numbered;
  private long reached;

  private LogCheck(Path db, OptionalLong mark) {
    this.db = db;
    this.mark = mark;
  }

  /**
   * Checks the database of a store.
   *
   * @param db folder of the database; may be missing
   */
  static Finding of(Path db) throws IOException {
    OptionalLong mark = DurableMark.read(db);
    LogCheck check = new LogCheck(db, mark);
    Optional<Damage> damage = check.find();
    return new Finding(damage, check.reached, Math.max(check.reached, mark.orElse(0)));
  }

  private Optional<Damage> find() throws IOException {
    if (!Files.isDirectory(db)) {
      return Optional.empty();
    }
    boolean holdsData = holdsData();
    Optional<FileList> list = FileList.of(db);
    if (list.isEmpty()) {
      // The database makes the list before anything else: a kill then leaves an empty folder.
      return holdsData || Files.exists(db.resolve(FileList.CURRENT))
          ? beyondRepair("the list of its files is missing")
          : Optional.empty();
    }
    FileList files = list.get();
    if (files.ending().ending() == Ending.DAMAGED) {
      return beyondRepair(
          files.file().getFileName() + " is damaged at byte " + files.ending().brokenAt());
    }
    files.known().ifPresent(this::startFrom);
    logs.sort(Comparator.comparingLong(LogCheck::number));
    Optional<Damage> damage = findInLogs();
    return damage.isPresent() ? damage : missingAtTheEnd();
  }

  private void startFrom(FileList.Known known) {
    numbered = true;
    reached = known.lastChange();
    logs.removeIf(log -> number(log) < known.firstLog());
  }

  private boolean holdsData() throws IOException {
    boolean data = false;
    try (Stream<Path> files = Files.list(db)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches("\\d+\\.log")) {
          logs.add(file);
        }
        data |= name.matches("\\d+\\.(log|sst|blob)");
      }
    }
    return data;
  }

  private static long number(Path log) {
    String name = log.getFileName().toString();
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private Optional<Damage> findInLogs() throws IOException {
    for (int i = 0; i < logs.size(); i++) {
      Path log = logs.get(i);
      LogReading reading = new LogReading(numbered, reached);
      RecordLog.Outcome outcome = RecordLog.read(log, reading::take);
      reached = reading.last;
      numbered = reading.numbered;
      if (reading.wrong != null) {
        return cut(log.getFileName() + reading.wrong, i, reading.wrongAt);
      }
      boolean acknowledged = mark.isEmpty() || mark.getAsLong() > reached;
      boolean broken =
          outcome.ending() == Ending.DAMAGED
              || (outcome.ending() == Ending.LAST_BROKEN && acknowledged);
      if (broken) {
        return cut(
            "%s is damaged at byte %d".formatted(log.getFileName(), outcome.brokenAt()),
            i,
            outcome.wholeBytes());
      }
    }
    return Optional.empty();
  }

  private Optional<Damage> missingAtTheEnd() {
    if (!numbered || mark.isEmpty() || mark.getAsLong() <= reached) {
      return Optional.empty();
    }
    String reason =
        "its last change is %d, and %d had been written".formatted(reached, mark.getAsLong());
    return Optional.of(new Damage(reason, Optional.of(new Cut(Optional.empty(), 0, List.of()))));
  }

  private static Optional<Damage> beyondRepair(String reason) {
    return Optional.of(new Damage(reason, Optional.empty()));
  }

  private Optional<Damage> cut(String reason, int log, long bytes) {
    List<Path> dropped = List.copyOf(logs.subList(log + 1, logs.size()));
    Cut cut = new Cut(Optional.of(logs.get(log)), bytes, dropped);
    return Optional.of(new Damage(reason, Optional.of(cut)));
  }

  /** Follows the numbers of the changes in one log. */
  private static final class LogReading {
    private boolean numbered;
    private long last;
    private String wrong;
    private long wrongAt;

    LogReading(boolean numbered, long last) {
      this.numbered = numbered;
      this.last = last;
    }

    void take(long before, byte[] record) {
      if (wrong != null) {
        return;
      }
      if (record.length < BATCH_HEADER) {
        stop(before, " has a record at byte " + before + " that is no batch of changes");
        return;
      }
      ByteBuffer batch = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
      long first = batch.getLong();
      int count = batch.getInt();
      if (numbered && first > last + 1) {
        stop(before, " has change %d at byte %d, after %d".formatted(first, before, last));
        return;
      }
      last = numbered ? Math.max(last, first + count - 1) : first + count - 1;
      numbered = true;
    }

    private void stop(long before, String reason) {
      wrong = reason;
      wrongAt = before;
    }
  }
}
