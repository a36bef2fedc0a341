package io.bystack.cli.secret;

import io.bystack.cli.exit.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that only its owner may read: made so, and refused if it is not. */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Makes a new file of mode 0600 with this text and an end of line, on disk when it returns;
   * refuses to write over one.
   */
  public static void write(Path file, String text) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw CommandException.usage(
          file + " is there already",
          "files with secrets are never written over",
          "Choose another name.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Its text without space around it; refuses a file that others can read. */
  public static String read(Path file) throws IOException {
    requirePrivate(file);
    return Files.readString(file).strip();
  }

  /** Refuses a file that others can read or write. */
  public static void requirePrivate(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw CommandException.usage("there is no file " + file, "", "Check the path.");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER"))) {
      throw CommandException.usage(
          file + " can be read by others",
          "its permissions are " + PosixFilePermissions.toString(permissions) + ", 0600 expected",
          "Run chmod 600 " + file + ".");
    }
  }
}
