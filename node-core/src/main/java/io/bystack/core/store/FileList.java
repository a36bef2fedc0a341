package io.bystack.core.store;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the database's own list of its files (its manifest) says of the write-ahead logs. The list
 * is a log of edits; an edit is a row of tags, each with fields of its own.
 *
 * @param file the list
 * @param ending how it ends
 * @param known what it says; none if it has an edit this reader does not understand
 */
record FileList(Path file, RecordLog.Outcome ending, Optional<Known> known) {
  static final String CURRENT = "CURRENT";

  /**
   * What is known.
   *
   * @param lastChange number of the last change when the list was last written
   * @param firstLog number of the first write-ahead log that is still needed
   */
  record Known(long lastChange, long firstLog) {}

  /**
   * Reads the list of a database.
   *
   * @return none if there is no list where {@code CURRENT} says it is
   */
  static Optional<FileList> of(Path db) throws IOException {
    Path current = db.resolve(CURRENT);
    if (!Files.isRegularFile(current)) {
      return Optional.empty();
    }
    String name = new String(Files.readAllBytes(current), StandardCharsets.ISO_8859_1).strip();
    if (!name.matches("MANIFEST-\\d+") || !Files.isRegularFile(db.resolve(name))) {
      return Optional.empty();
    }
    Edits edits = new Edits();
    RecordLog.Outcome ending = RecordLog.read(db.resolve(name), (_, edit) -> edits.take(edit));
    return Optional.of(new FileList(db.resolve(name), ending, edits.known()));
  }

  /** Adds up edits. Those that belong together count when the last of them is there. */
  private static final class Edits {
    private static final int IGNORABLE = 1 << 13;
    private static final int END_OF_FILE_FIELDS = 1;
    private static final int FIRST_LOG_FIELD = 3;
    private static final int END_OF_BLOB_FIELDS = 0;

    private long lastChange;
    private long firstLog;
    private long changeSoFar;
    private long logSoFar;
    private boolean understood = true;
    private ByteBuffer in = ByteBuffer.allocate(0);

    Optional<Known> known() {
      return understood ? Optional.of(new Known(lastChange, firstLog)) : Optional.empty();
    }

    void take(byte[] edit) {
      in = ByteBuffer.wrap(edit).order(ByteOrder.LITTLE_ENDIAN);
      boolean more = false;
      try {
        while (understood && in.hasRemaining()) {
          int tag = (int) number();
          if (tag == 300) {
            more = number() > 0;
          } else {
            understood = field(tag);
          }
        }
      } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
        understood = false;
      }
      if (!more) {
        lastChange = Math.max(lastChange, changeSoFar);
        firstLog = Math.max(firstLog, logSoFar);
      }
    }

    /** Reads a tag's fields; false if the tag is not known. */
    private boolean field(int tag) {
      switch (tag) {
        case 1, 201 -> text();
        case 2, 3, 9, 200, 203 -> number();
        case 4 -> changeSoFar = number();
        case 5 -> {
          number();
          text();
        }
        case 6 -> numbers(2);
        case 10 -> logSoFar = number();
        case 103 -> newFile();
        case 202 -> {}
        case 400 -> {
          numbers(3);
          text();
          text();
          fields(END_OF_BLOB_FIELDS);
        }
        case 401 -> {
          numbers(3);
          fields(END_OF_BLOB_FIELDS);
        }
        default -> {
          if ((tag & IGNORABLE) == 0) {
            return false;
          }
          text();
        }
      }
      return true;
    }

    /** Level, number, size, smallest and largest key, first and last change, further fields. */
    private void newFile() {
      numbers(3);
      text();
      text();
      numbers(2);
      fields(END_OF_FILE_FIELDS);
    }

    private void fields(int end) {
      for (int tag = (int) number(); tag != end; tag = (int) number()) {
        int length = length();
        if (end == END_OF_FILE_FIELDS && tag == FIRST_LOG_FIELD) {
          logSoFar = in.getLong(in.position());
        }
        in.position(in.position() + length);
      }
    }

    private void numbers(int count) {
      for (int i = 0; i < count; i++) {
        number();
      }
    }

    private void text() {
      int length = length();
      in.position(in.position() + length);
    }

    private int length() {
      long length = number();
      if (length < 0 || length > in.remaining()) {
        throw new BufferUnderflowException();
      }
      return (int) length;
    }

    private long number() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        byte next = in.get();
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number of more than 64 bits");
    }
  }
}
