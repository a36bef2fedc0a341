package io.bystack.core.store;

/**
 * Named moments at which a test may stop the process to see whether it comes up again whole. Passed
 * in where something becomes durable; in production nothing happens.
 */
@FunctionalInterface
public interface FailPoints {
  /** Nothing ever happens. */
  FailPoints NONE = name -> {};

  /** The system property that {@link #fromSystemProperty} reads. */
  String PROPERTY = "bystack.failpoint";

  /** The exit status of a process that has been stopped at a fail point. */
  int EXIT_STATUS = 86;

  /** The named moment has come. */
  void reached(String name);

  /**
   * Halts the process, without shutdown hooks, when the point named by the property is reached for
   * the given time: {@code name} or {@code name:count}. Without the property nothing ever happens.
   */
  static FailPoints fromSystemProperty() {
    String value = System.getProperty(PROPERTY);
    if (value == null || value.isBlank()) {
      return NONE;
    }
    int colon = value.lastIndexOf(':');
    String name = colon < 0 ? value : value.substring(0, colon);
    int count = colon < 0 ? 1 : Integer.parseInt(value.substring(colon + 1));
    return new HaltAt(name, count);
  }
}
