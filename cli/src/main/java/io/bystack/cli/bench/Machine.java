package io.bystack.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The conditions of a measurement, as far as the system tells them. */
final class Machine {
  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final Path LOAD = Path.of("/proc/loadavg");
  private static final Path STATUS = Path.of("/proc/self/status");

  private Machine() {}

  /** One line: processor, cores, Java, load. */
  static String conditions() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, Java %s (%s), load average %s",
        field(CPUS, "model name", "unknown processor"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        System.getProperty("java.vm.name"),
        load());
  }

  /** Load averages over 1, 5 and 15 minutes. */
  static String load() {
    if (!Files.isReadable(LOAD)) {
      return "unknown";
    }
    try {
      String[] words = Files.readString(LOAD).split(" ", 4);
      return words[0] + " " + words[1] + " " + words[2];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Memory of this process now, in MiB; NaN if the system does not tell. */
  static double residentMiB() {
    return kilobytes("VmRSS");
  }

  /** The most memory this process has had, in MiB; NaN if the system does not tell. */
  static double peakResidentMiB() {
    return kilobytes("VmHWM");
  }

  private static double kilobytes(String name) {
    String text = field(STATUS, name, "");
    int end = text.indexOf(' ');
    return end < 0 ? Double.NaN : Long.parseLong(text, 0, end, 10) / 1024.0;
  }

  private static String field(Path file, String name, String absent) {
    if (!Files.isReadable(file)) {
      return absent;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        int colon = line.indexOf(':');
        if (colon > 0 && line.substring(0, colon).strip().equals(name)) {
          return line.substring(colon + 1).strip();
        }
      }
      return absent;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
