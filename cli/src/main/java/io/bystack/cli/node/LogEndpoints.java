package io.bystack.cli.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.bystack.core.api.ApiException;
import io.bystack.core.api.Endpoint;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * How much a running process logs. A logger is named by its package or class; {@code core.p2p} is
 * short for {@code io.bystack.core.p2p}, {@code root} is everything that is not ours. A level set
 * here holds until the process ends.
 */
final class LogEndpoints {
  private static final String OWN = "io.bystack";
  private static final List<String> LEVELS =
      List.of("error", "warn", "info", "debug", "trace", "inherit");
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogEndpoints.class);

  /**
   * A question.
   *
   * @param logger empty: all that have a level of their own
   * @param level to be set; empty: only tell
   */
  record Request(@JsonProperty("logger") String logger, @JsonProperty("level") String level) {}

  /**
   * A logger.
   *
   * @param inherited whether the level is that of a logger above it
   */
  record LogLevel(
      @JsonProperty("logger") String logger,
      @JsonProperty("level") String level,
      @JsonProperty("inherited") boolean inherited) {}

  private LogEndpoints() {}

  static List<Endpoint<?, ?>> of() {
    return List.of(
        Endpoint.of(
            "/bystack/process/log-level",
            Request.class,
            LogLevel[].class,
            "Tells or sets how much is logged; from loopback only.",
            LogEndpoints::answer));
  }

  private static LogLevel[] answer(Request request) throws ApiException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    String name = text(request.logger());
    String level = text(request.level()).toLowerCase(Locale.ROOT);
    if (name.isEmpty() && level.isEmpty()) {
      return context.getLoggerList().stream()
          .filter(logger -> logger.getLevel() != null)
          .map(LogEndpoints::shown)
          .toArray(LogLevel[]::new);
    }
    Logger logger = find(context, name);
    if (!level.isEmpty()) {
      set(logger, level);
    }
    return new LogLevel[] {shown(logger)};
  }

  private static void set(Logger logger, String level) throws ApiException {
    if (!LEVELS.contains(level)) {
      throw ApiException.badRequest("level is " + level + ", expected one of " + LEVELS);
    }
    boolean inherit = level.equals("inherit");
    if (inherit && logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
      throw ApiException.badRequest("the root logger has nobody to inherit from");
    }
    logger.setLevel(inherit ? null : Level.toLevel(level));
    LOG.info("the log level of {} is {} now", logger.getName(), logger.getEffectiveLevel());
  }

  /** A logger that is in use, or above one: a name nobody has would change nothing. */
  private static Logger find(LoggerContext context, String name) throws ApiException {
    if (name.equalsIgnoreCase(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
      return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
    for (String full : name.isEmpty() ? List.of(OWN) : List.of(name, OWN + "." + name)) {
      if (context.exists(full) != null) {
        return context.getLogger(full);
      }
    }
    throw ApiException.badRequest("nothing logs under " + name);
  }

  private static LogLevel shown(Logger logger) {
    return new LogLevel(
        logger.getName(),
        logger.getEffectiveLevel().toString().toLowerCase(Locale.ROOT),
        logger.getLevel() == null);
  }

  private static String text(String field) {
    return field == null ? "" : field.strip();
  }
}
