package io.bystack.cli.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import io.bystack.config.NodeConfig.LogConfig;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Puts the settings {@code log.*} into force: level, form, and rotated files beside what standard
 * error gets.
 */
final class NodeLog {
  private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %msg%n";

  /** How long a file may grow beyond its size unnoticed. */
  private static final int CHECK_MILLIS = 100;

  private NodeLog() {}

  /** Logback keeps at most twenty files otherwise. */
  private static final class ManyFiles extends FixedWindowRollingPolicy {
    @Override
    protected int getMaxWindowSize() {
      return 1_000;
    }
  }

  /**
   * Starts logging to files.
   *
   * @param dataFolder where the folder {@code logs} is if the settings name no other
   */
  static void configure(LogConfig config, Path dataFolder) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Path folder = config.folder().isEmpty() ? dataFolder.resolve("logs") : Path.of(config.folder());
    String file = folder.resolve("bystack.log").toString();

    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setName("FILE");
    appender.setFile(file);
    appender.setEncoder(encoder(config.json(), context));

    FixedWindowRollingPolicy rolling = new ManyFiles();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(config.maxFiles());
    rolling.start();

    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(new FileSize(config.maxFileBytes()));
    trigger.setCheckIncrement(Duration.buildByMilliseconds(CHECK_MILLIS));
    trigger.start();

    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(trigger);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    if (config.json() && root.getAppender("ERR") instanceof OutputStreamAppender<ILoggingEvent> e) {
      e.setEncoder(encoder(true, context));
    }
    context.getLogger("io.bystack").setLevel(Level.toLevel(config.level()));
  }

  /** Leaves out what a class says that nobody needs to act on. */
  static void onlyWarningsOf(Class<?> speaker) {
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLogger(speaker.getName())
        .setLevel(Level.WARN);
  }

  private static Encoder<ILoggingEvent> encoder(boolean json, LoggerContext context) {
    if (json) {
      JsonEncoder encoder = new JsonEncoder();
      encoder.setContext(context);
      encoder.start();
      return encoder;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    return encoder;
  }
}
