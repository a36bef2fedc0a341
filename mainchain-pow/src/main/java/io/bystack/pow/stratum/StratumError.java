package io.bystack.pow.stratum;

/** What a miner is told when something is refused; codes and texts pools use (spec/03 §11.3). */
enum StratumError {
  BUSY(20, "Unknown Error"),
  JOB_NOT_FOUND(21, "Job Not Found"),
  DUPLICATE(22, "Duplicate Share"),
  LOW_DIFFICULTY(23, "Low Difficulty Share"),
  UNAUTHORIZED(24, "Unauthorized Worker"),
  NOT_SUBSCRIBED(25, "Not Subscribed"),
  INVALID_SUBMIT(32, "Invalid Submit Format"),
  INVALID_SHARE(33, "Invalid Share Format"),
  UNSUPPORTED_METHOD(34, "Unsupported Method"),
  ALREADY_LOGGED_IN(40, "Multiple Authorization"),
  STALE(-1, "Block expired"),
  INVALID_LOGIN(-1, "Invalid login");

  private final int code;
  private final String message;

  StratumError(int code, String message) {
    this.code = code;
    this.message = message;
  }

  int code() {
    return code;
  }

  String message() {
    return message;
  }
}
