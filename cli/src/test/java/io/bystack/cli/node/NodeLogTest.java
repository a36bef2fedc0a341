package io.bystack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.EchoEncoder;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.config.Configuration;
import io.bystack.config.NodeConfig;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class NodeLogTest {
  @TempDir Path folder;

  private NodeConfig.LogConfig config(String format, String maxSize, String maxFiles)
      throws Exception {
    Map<String, String> flags =
        Map.of(
            "network", "solonet",
            "log.format", format,
            "log.max-size", maxSize,
            "log.max-files", maxFiles);
    return NodeConfig.of(Configuration.read(flags, Map.of(), Optional.empty()), folder).log();
  }

  @AfterEach
  void detach() {
    Logger root =
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    root.getAppender("FILE").stop();
    root.detachAppender("FILE");
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLogger("io.bystack.test")
        .detachAndStopAllAppenders();
  }

  /** A logger that does not write to standard error as well. */
  private static Logger fileOnly() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger logger = context.getLogger("io.bystack.test");
    logger.setAdditive(false);
    logger.addAppender(context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("FILE"));
    return logger;
  }

  private static Object fileKey(Path file) throws Exception {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void rotatesBySizeAndKeepsSoManyFiles() throws Exception {
    NodeLog.configure(config("text", "4KiB", "3"), folder);
    Path first = folder.resolve("logs").resolve("bystack.log.1");
    Object before = null;
    for (int rotations = 0; rotations < 5; rotations++) {
      do {
        fileOnly().info("a line of a log that is written until its file has been rotated");
      } while (!Files.exists(first) || fileKey(first).equals(before));
      before = fileKey(first);
    }
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("bystack.log", "bystack.log.1", "bystack.log.2", "bystack.log.3");
    assertThat(Files.size(first)).isGreaterThanOrEqualTo(4096);
    assertThat(Files.readAllLines(first))
        .allSatisfy(line -> assertThat(line).matches("\\d{4}-\\d\\d-\\d\\d .* INFO .*"));
  }

  @Test
  void writesOneJsonObjectALine() throws Exception {
    NodeLog.configure(config("json", "64MiB", "3"), folder);
    fileOnly().warn("a \"quoted\" word\nand a second line", new IllegalStateException("why"));
    List<String> lines = Files.readAllLines(folder.resolve("logs").resolve("bystack.log"));
    assertThat(lines).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines.getFirst());
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("loggerName").asText()).isEqualTo("io.bystack.test");
    assertThat(line.path("formattedMessage").asText() + line.path("message").asText())
        .contains("a \"quoted\" word\nand a second line");
    assertThat(line.path("throwable").path("message").asText()).isEqualTo("why");
    assertThat(line.path("timestamp").asLong()).isPositive();
  }

  @Test
  void standardErrorHasTheFormOfTheFiles() throws Exception {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Encoder<ILoggingEvent> words = new EchoEncoder<>();
    OutputStreamAppender<ILoggingEvent> standardError = new OutputStreamAppender<>();
    standardError.setContext(context);
    standardError.setName("ERR");
    standardError.setEncoder(words);
    standardError.setOutputStream(new ByteArrayOutputStream());
    standardError.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(standardError);
    try {
      NodeLog.configure(config("text", "64MiB", "3"), folder);
      assertThat(standardError.getEncoder()).isSameAs(words);
      detach();
      NodeLog.configure(config("json", "64MiB", "3"), folder);
      assertThat(standardError.getEncoder()).isInstanceOf(JsonEncoder.class);
      assertThat(((JsonEncoder) standardError.getEncoder()).isStarted()).isTrue();
    } finally {
      root.detachAppender(standardError);
      standardError.stop();
    }
  }
}
