package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** The three shapes of an answer (spec/06 §2). */
sealed interface Envelope {
  int status();

  /** A call that worked, with its result. */
  @JsonPropertyOrder({"status", "data"})
  record Success(@JsonProperty("data") Object data) implements Envelope {
    @JsonProperty("status")
    String statusText() {
      return "success";
    }

    @Override
    public int status() {
      return 200;
    }
  }

  /** A call that worked and has no result. */
  record Done() implements Envelope {
    @JsonProperty("status")
    String statusText() {
      return "success";
    }

    @Override
    public int status() {
      return 200;
    }
  }

  /** A refusal by the application; HTTP status 200 all the same. */
  @JsonPropertyOrder({"status", "code", "msg", "error_detail"})
  record Fail(
      @JsonProperty("code") String code,
      @JsonProperty("msg") String msg,
      @JsonProperty("error_detail") String detail)
      implements Envelope {
    @JsonProperty("status")
    String statusText() {
      return "fail";
    }

    @Override
    public int status() {
      return 200;
    }
  }

  /** A refusal by the transport: body, authentication, path. */
  @JsonPropertyOrder({"code", "msg", "status", "detail", "temporary"})
  record TransportError(
      @JsonIgnore int httpStatus,
      @JsonProperty("code") String code,
      @JsonProperty("msg") String msg,
      @JsonProperty("detail") @JsonInclude(JsonInclude.Include.NON_EMPTY) String detail)
      implements Envelope {
    @JsonProperty("status")
    String statusText() {
      return "fail";
    }

    @JsonProperty("temporary")
    boolean temporary() {
      return code.equals("BTM000") || code.equals("BTM001");
    }

    @Override
    public int status() {
      return httpStatus;
    }
  }
}
