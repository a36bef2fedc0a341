package io.bystack.cli.exit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why reading or writing failed, in words: the exceptions of files mostly say only a name. */
public final class Reason {
  private Reason() {}

  /** One line without names of classes, with the file if it is known. */
  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException f -> "there is no file " + f.getFile();
      case FileAlreadyExistsException f -> f.getFile() + " is there already";
      case AccessDeniedException f -> "no permission for " + f.getFile();
      case NotDirectoryException f -> f.getFile() + " is no folder";
      case DirectoryNotEmptyException f -> f.getFile() + " is not empty";
      case FileSystemException f -> f.getMessage();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
