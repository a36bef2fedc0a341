package io.bystack.cli.node;

import io.bystack.cli.exit.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The option that lets a process end with the one that has started it. */
public final class EndOfInput {
  private static final Logger LOG = LoggerFactory.getLogger(EndOfInput.class);

  @Option(
      names = "--stop-at-end-of-input",
      description =
          "Stop when standard input ends, as it does when the process that started this one is gone.")
  private boolean stops;

  /** Has this process stop cleanly when there is nothing more to read, if that is wanted. */
  public void watch(InputStream in) {
    if (stops) {
      Thread.ofPlatform().daemon().name("end of input").start(() -> readAll(in));
    }
  }

  private static void readAll(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.warn("standard input broke off: {}", e.getMessage());
    }
    Runtime.getRuntime().exit(ExitCode.DONE.number());
  }
}
