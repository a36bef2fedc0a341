package io.bystack.cli.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real {@code bystack} process: what a user starts, reads and stops. */
public final class BystackProcess implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String END = "\u0000end of output";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private BystackProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts {@code bystack ARGUMENTS} with the classes under test. */
  public static BystackProcess start(String... arguments) throws IOException {
    return start(List.of("-Xmx512m"), arguments);
  }

  /** The same with little memory and a quick start, for several at once. */
  public static BystackProcess startSmall(String... arguments) throws IOException {
    return start(
        List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
        arguments);
  }

  private static BystackProcess start(List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.bystack.cli.Main"));
    command.addAll(List.of(arguments));
    if (runsUntilStopped(arguments)) {
      // So that it does not outlive a test run that is broken off.
      command.add("--stop-at-end-of-input");
    }
    return new BystackProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private static boolean runsUntilStopped(String... arguments) {
    boolean subcommand = arguments.length > 1 && !arguments[1].startsWith("-");
    return Set.of("node", "dev", "devnet").contains(arguments[0]) && !subcommand;
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("output broke off: " + e);
    }
    lines.add(END);
  }

  /** The next line that satisfies the condition; fails with all output if none comes. */
  public String awaitLine(String what, Predicate<String> condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError("no line with " + what + " in:\n" + String.join("\n", seen));
      }
      seen.add(line);
      if (condition.test(line)) {
        return line;
      }
    }
  }

  /** The port in the next line that names a chain's API. */
  public int awaitApiPort(String chain) throws InterruptedException {
    Pattern pattern = Pattern.compile("^ *" + chain + "\\b.*http://127\\.0\\.0\\.1:(\\d+).*");
    Matcher matcher =
        pattern.matcher(awaitLine("the API of " + chain, l -> pattern.matcher(l).matches()));
    if (!matcher.matches()) {
      throw new IllegalStateException("matched before");
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** Waits until a status line shows at least a height of a chain. */
  public void awaitHeight(String chain, long height) throws InterruptedException {
    Pattern pattern = Pattern.compile(".*\\b" + chain + " (\\d+)\\b.*");
    awaitLine(
        chain + " at height " + height,
        line -> {
          Matcher matcher = pattern.matcher(line);
          return line.contains("tx/s")
              && matcher.matches()
              && Long.parseLong(matcher.group(1)) >= height;
        });
  }

  /** Calls an API; the whole answer. */
  public JsonNode call(int port, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return MAPPER.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Asks it to stop, as Ctrl-C does; its exit status. */
  public int stop() throws InterruptedException {
    // Not the process's own method, which would close its output: there may be last words.
    var _ = process.toHandle().destroy();
    return awaitExit();
  }

  /** Kills it without warning. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Waits for its end. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + PATIENCE);
    }
    return process.exitValue();
  }

  /** All output so far that has been looked at, and the rest if it has ended. */
  public String output() throws InterruptedException {
    for (String line = lines.poll(10, TimeUnit.SECONDS);
        line != null && !line.equals(END);
        line = lines.poll(10, TimeUnit.SECONDS)) {
      seen.add(line);
    }
    return String.join("\n", seen);
  }

  /** All output there is now. */
  public String outputSoFar() {
    lines.drainTo(seen);
    return String.join("\n", seen);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
