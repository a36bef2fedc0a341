package io.bystack.cli.node;

/** A part of a running node with a beginning and an end. */
interface Service {
  /** What it is, for logs and errors: "main chain API". */
  String name();

  /** Starts it; on return it works. A failure leaves nothing behind that must be stopped. */
  void start() throws Exception;

  /** Stops it and gives back what it holds; what it acknowledged is on disk when this returns. */
  void stop() throws Exception;

  /** A service from two actions. */
  static Service of(String name, Action start, Action stop) {
    return new Service() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void start() throws Exception {
        start.run();
      }

      @Override
      public void stop() throws Exception {
        stop.run();
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  /** An action that may fail. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }
}
