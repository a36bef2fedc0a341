package io.bystack.cli.bench;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures decoding, ids, validation and the virtual machine on one core with JMH. */
@Command(
    name = "core",
    description = {
      "Measure what one core does: decoding, ids, signatures, validation, the virtual machine.",
      "Rates count processor time, so other load on the machine disturbs them little; elapsed time"
          + " is given too."
    },
    footer = {
      "%nExamples:",
      "  bystack bench core",
      "  bystack bench core --seconds 1 --iterations 2 --forks 1   a short look"
    })
public final class CoreBenchCommand implements Callable<ExitCode> {
  private static final double BYTES_PER_KIB = 1024;

  private final Report report;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      paramLabel = "N",
      description = "Seconds of one iteration; default ${DEFAULT-VALUE}.")
  private int seconds = 2;

  @Option(
      names = "--iterations",
      defaultValue = "3",
      paramLabel = "N",
      description = "Iterations that count, after as many to warm up; default ${DEFAULT-VALUE}.")
  private int iterations = 3;

  @Option(
      names = "--forks",
      defaultValue = "5",
      paramLabel = "N",
      description = {
        "JVMs started one after the other per benchmark; default ${DEFAULT-VALUE}.",
        "Figures are medians of all their iterations: what the compiler makes of a program differs."
      })
  private int forks = 5;

  /**
   * The command.
   *
   * @param progress hears what is being done
   */
  public CoreBenchCommand(ResultPrinter results, PrintWriter progress) {
    this.report = new Report(results, progress);
  }

  /** What JMH found out about one benchmark, an operation being one transfer or instruction. */
  private record Measured(double cpuNanos, double elapsedNanos, double bytes) {
    double perCpuSecond() {
      return 1e9 / cpuNanos;
    }
  }

  @Override
  public ExitCode call() throws IOException {
    report.begin();
    Map<String, Measured> measured = new TreeMap<>();
    Path log = Files.createTempFile("bystack-bench", ".log");
    try {
      for (RunResult run : new Runner(options(log)).run()) {
        String[] name = run.getParams().getBenchmark().split("\\.", -1);
        measured.put(name[name.length - 1], measured(run));
      }
    } catch (RunnerException e) {
      throw CommandException.failed("the benchmarks failed", e.getMessage(), "See " + log + ".");
    }
    report.end(figures(measured));
    Files.delete(log);
    return ExitCode.DONE;
  }

  private Options options(Path log) {
    return new OptionsBuilder()
        .include("^" + TransferBenchmark.class.getName().replace(".", "\\.") + "\\.")
        .include("^" + MachineBenchmark.class.getName().replace(".", "\\.") + "\\.")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(forks)
        .warmupIterations(iterations)
        .warmupTime(TimeValue.seconds(seconds))
        .measurementIterations(iterations)
        .measurementTime(TimeValue.seconds(seconds))
        .addProfiler(CpuTimeProfiler.class)
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .output(log.toString())
        .jvmArgs(
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseG1GC",
            "-Xms256m",
            "-Xmx1024m")
        .build();
  }

  private static Measured measured(RunResult run) {
    return new Measured(
        median(run, iteration -> score(iteration, CpuTimeProfiler.RESULT)),
        median(run, iteration -> iteration.getPrimaryResult().getScore()),
        median(run, iteration -> score(iteration, "gc.alloc.rate.norm")));
  }

  private static double median(RunResult run, ToDoubleFunction<IterationResult> value) {
    double[] sorted =
        run.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(value)
            .sorted()
            .toArray();
    return sorted[sorted.length / 2];
  }

  private static double score(IterationResult iteration, String name) {
    var result = iteration.getSecondaryResults().get(name);
    if (result == null) {
      throw new IllegalStateException(
          "JMH gave no " + name + ", only " + iteration.getSecondaryResults().keySet());
    }
    return result.getScore();
  }

  private static List<Figure> figures(Map<String, Measured> measured) {
    Measured verify = measured.get("verifySignature");
    Measured validate = measured.get("validate");
    Measured validateMany = measured.get("validateMany");
    List<Figure> figures = new ArrayList<>();
    String rate = "/CPU-s";
    figures.add(rate("decode and ids, one by one", measured.get("decodeAndIds")));
    figures.add(
        Figure.atLeast(
            300_000,
            "decode and ids, " + TransferBenchmark.BATCH + " together",
            measured.get("decodeAndIdsOfMany").perCpuSecond(),
            rate));
    figures.add(rate("bare Ed25519 verification", verify));
    figures.add(rate("decode, ids and validation, one by one", validate));
    figures.add(
        rate("decode, ids and validation, " + TransferBenchmark.BATCH + " together", validateMany));
    figures.add(
        Figure.atLeast(
            85,
            "validation / verification, one by one",
            100 * verify.cpuNanos() / validate.cpuNanos(),
            "%"));
    figures.add(
        Figure.atLeast(
            85,
            "validation / verification, together",
            100 * verify.cpuNanos() / validateMany.cpuNanos(),
            "%"));
    figures.add(
        Figure.atMost(
            8,
            "allocated per validated transfer, one by one",
            validate.bytes() / BYTES_PER_KIB,
            "KiB"));
    figures.add(
        Figure.atMost(
            8,
            "allocated per validated transfer, together",
            validateMany.bytes() / BYTES_PER_KIB,
            "KiB"));
    figures.add(
        Figure.atLeast(
            20,
            "virtual machine, arithmetic loop",
            measured.get("arithmeticLoop").perCpuSecond() / 1e6,
            "M instructions/CPU-s"));
    measured.forEach(
        (name, m) -> figures.add(Figure.of(name + ", elapsed", m.elapsedNanos() / 1000, "µs")));
    return figures;
  }

  private static Figure rate(String name, Measured measured) {
    return Figure.of(name, measured.perCpuSecond(), "/CPU-s");
  }
}
