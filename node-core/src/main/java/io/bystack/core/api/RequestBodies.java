package io.bystack.core.api;

import io.bystack.core.p2p.wire.MemoryBudget;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Reads the bodies of requests: each of so many bytes, and all that are being read or handled of so
 * many together.
 */
final class RequestBodies {
  private final int mostOfOne;
  private final MemoryBudget budget;

  /** Why a body is not read. */
  enum Refusal {
    /** It alone is too large. */
    TOO_LARGE,
    /** Too much is read or handled already. */
    NO_ROOM
  }

  /**
   * @param mostOfOne bytes of a body
   * @param mostInAll bytes of all
   */
  RequestBodies(int mostOfOne, long mostInAll) {
    this.mostOfOne = mostOfOne;
    this.budget = new MemoryBudget(mostInAll);
  }

  /** A whole body; whoever got it closes it once when done with it. */
  final class Body implements AutoCloseable {
    private final Buffer content = Buffer.buffer();

    Buffer content() {
      return content;
    }

    @Override
    public void close() {
      budget.give(content.length());
    }
  }

  /** Bytes that are being read or handled. */
  long used() {
    return budget.used();
  }

  /**
   * Reads a request's body, on its event loop. Exactly one of the two is called, unless the
   * connection ends before.
   */
  void read(HttpServerRequest request, Consumer<Body> whole, Consumer<Refusal> refused) {
    Reading reading = new Reading(new Body(), whole, refused);
    request.handler(reading::add);
    request.endHandler(_ -> reading.end());
    request.exceptionHandler(_ -> reading.giveUp());
  }

  private final class Reading {
    private final Body body;
    private final Consumer<Body> whole;
    private final Consumer<Refusal> refused;
    private boolean over;

    Reading(Body body, Consumer<Body> whole, Consumer<Refusal> refused) {
      this.body = body;
      this.whole = whole;
      this.refused = refused;
    }

    void add(Buffer chunk) {
      if (over) {
        return;
      }
      if (body.content.length() + chunk.length() > mostOfOne) {
        giveUp();
        refused.accept(Refusal.TOO_LARGE);
      } else if (!budget.take(chunk.length())) {
        giveUp();
        refused.accept(Refusal.NO_ROOM);
      } else {
        body.content.appendBuffer(chunk);
      }
    }

    void end() {
      if (!over) {
        over = true;
        whole.accept(body);
      }
    }

    void giveUp() {
      if (!over) {
        over = true;
        body.close();
      }
    }
  }
}
