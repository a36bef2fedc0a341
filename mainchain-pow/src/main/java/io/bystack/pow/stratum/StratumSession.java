package io.bystack.pow.stratum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.DecodeException;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.mining.BlockTemplate;
import io.bystack.pow.stratum.ShareDesk.Given;
import io.bystack.pow.stratum.ShareDesk.Verdict;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One miner's connection (spec/03 §11). Runs on its event loop alone; verified shares come back to
 * it.
 */
final class StratumSession extends SimpleChannelInboundHandler<String> {
  private static final Logger LOG = LoggerFactory.getLogger(StratumSession.class);

  private static final int REMEMBERED_JOBS = 8;
  private static final int NONCE_RANGE_BITS = 48;
  private static final int LOGIN_LIMIT = 256;
  private static final int JUDGED_SUBMITS = 100;

  private final Surroundings around;
  private final InetAddress address;
  private final long firstNonce;
  private final Map<String, Given> jobs = new LinkedHashMap<>();
  private final VariableDifficulty difficulty;
  private ChannelHandlerContext context;
  private Optional<String> login = Optional.empty();
  private int pending;
  private int submits;
  private int wrongSubmits;

  /**
   * A session.
   *
   * @param number of the connection, 0…32767: nonces below 2^63 are divided by it
   */
  StratumSession(Surroundings around, InetAddress address, int number) {
    this.around = around;
    this.address = address;
    this.firstNonce = (long) number << NONCE_RANGE_BITS;
    this.difficulty =
        new VariableDifficulty(around.options().difficulty(), around.clock().millis());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** There is another template: the miner must work on it at once. */
  void newTemplate() {
    if (login.isPresent()) {
      difficulty.tick(around.clock().millis());
      sendJob();
    }
  }

  private void sendJob() {
    Given given = give();
    send(around.textOf(given.template()).line(given.job()));
  }

  private Given give() {
    BlockTemplate template = around.board().current();
    // A block is worth a share, however slow the miner is taken to be.
    BigInteger work = CompactTarget.work(template.header().bits()).max(BigInteger.ONE);
    long wanted = BigInteger.valueOf(difficulty.difficulty()).min(work).longValueExact();
    Job job =
        new Job(
            around.nextJobId(),
            template.header(firstNonce),
            template.seed(),
            ShareTarget.of(wanted));
    Given given = new Given(job, template, wanted);
    jobs.put(job.id(), given);
    if (jobs.size() > REMEMBERED_JOBS) {
      jobs.remove(jobs.keySet().iterator().next());
    }
    return given;
  }

  private void send(String line) {
    if (context.channel().isWritable()) {
      context.writeAndFlush(line + "\n").addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    } else {
      close("does not read what it is sent");
    }
  }

  private void close(String why) {
    context.close().addListener(_ -> LOG.debug("{}: closed, {}", address, why));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, String line) {
    if (line.isBlank()) {
      // Nothing is asked; some firmware ends its lines twice, or keeps connections open so.
      return;
    }
    try {
      StratumRequest request = StratumRequest.parse(line);
      switch (request.method()) {
        case "login" -> login(request);
        case "getwork" -> getWork(request);
        case "submit" -> submit(request);
        default -> send(request.refuse(StratumError.UNSUPPORTED_METHOD));
      }
    } catch (DecodeException e) {
      close(e.getMessage());
    }
  }

  private void login(StratumRequest request) {
    JsonNode name = request.params().path("login");
    if (login.isPresent()) {
      send(request.refuse(StratumError.ALREADY_LOGGED_IN));
    } else if (!name.isTextual()
        || name.asText().isEmpty()
        || name.asText().length() > LOGIN_LIMIT) {
      send(request.refuse(StratumError.INVALID_LOGIN));
    } else if (around
        .ledger()
        .admission()
        .isBanned(address, name.asText(), around.clock().millis())) {
      send(request.refuse(StratumError.UNAUTHORIZED));
      close("the worker is banned");
    } else {
      login = Optional.of(name.asText());
      ObjectNode result = JsonNodeFactory.instance.objectNode().put("id", name.asText());
      result.set("job", give().job().toJson());
      send(request.answer(result.put("status", "OK")));
    }
  }

  private void getWork(StratumRequest request) {
    if (login.isEmpty()) {
      send(request.refuse(StratumError.NOT_SUBSCRIBED));
    } else {
      send(request.answer(give().job().toJson()));
    }
  }

  private void submit(StratumRequest request) {
    JsonNode params = request.params();
    String nonce = params.path("nonce").asText();
    Given given = jobs.get(params.path("job_id").asText());
    if (login.isEmpty()) {
      send(request.refuse(StratumError.NOT_SUBSCRIBED));
    } else if (!params.path("id").asText().equals(login.get())) {
      refuse(request, StratumError.UNAUTHORIZED);
    } else if (!nonce.matches("[0-9a-fA-F]{1,16}")) {
      refuse(request, StratumError.INVALID_SUBMIT);
    } else if (Long.parseUnsignedLong(nonce, 16) < 0) {
      // A header with the top bit of its nonce set cannot be written.
      refuse(request, StratumError.INVALID_SHARE);
    } else if (given == null) {
      refuse(request, StratumError.JOB_NOT_FOUND);
    } else if (pending >= around.options().limits().pendingShares()) {
      send(request.refuse(StratumError.BUSY));
    } else {
      check(request, given, Long.parseUnsignedLong(nonce, 16));
    }
  }

  private void refuse(StratumRequest request, StratumError error) {
    count(ShareResult.INVALID);
    send(request.refuse(error));
    judge(true);
  }

  private void check(StratumRequest request, Given given, long nonce) {
    pending++;
    boolean taken =
        around
            .desk()
            .check(
                given,
                nonce,
                verdict -> context.executor().execute(() -> checked(request, given, verdict)));
    if (!taken) {
      pending--;
      send(request.refuse(StratumError.BUSY));
    }
  }

  private void checked(StratumRequest request, Given given, Verdict verdict) {
    pending--;
    long now = around.clock().millis();
    switch (verdict.result()) {
      case ACCEPTED -> {
        String worker = login.orElseThrow();
        around
            .ledger()
            .workers()
            .update(worker, w -> w.withAccepted(given.difficulty(), verdict.block(), now));
        send(request.answer(JsonNodeFactory.instance.objectNode().put("status", "OK")));
        judge(false);
        if (difficulty.share(now)) {
          sendJob();
        }
      }
      case STALE -> {
        count(ShareResult.STALE);
        send(request.refuse(StratumError.STALE));
      }
      case DUPLICATE -> refused(request, verdict.result(), StratumError.DUPLICATE);
      case LOW_DIFFICULTY -> refused(request, verdict.result(), StratumError.LOW_DIFFICULTY);
      case INVALID -> refused(request, verdict.result(), StratumError.INVALID_SHARE);
    }
  }

  private void refused(StratumRequest request, ShareResult result, StratumError error) {
    count(result);
    send(request.refuse(error));
    judge(true);
  }

  private void count(ShareResult result) {
    login.ifPresent(worker -> around.ledger().workers().update(worker, w -> w.withRefused(result)));
  }

  /** Bans those who mostly send what costs us and is worth nothing (spec/03 §11.5). */
  private void judge(boolean wrong) {
    submits++;
    wrongSubmits += wrong ? 1 : 0;
    if (submits >= JUDGED_SUBMITS) {
      if (2 * wrongSubmits >= submits) {
        String worker = login.orElseThrow();
        LOG.info("{} of {}: most shares are invalid, banned for a while", worker, address);
        around.ledger().admission().ban(address, worker, around.clock().millis());
        close("banned");
      }
      submits = 0;
      wrongSubmits = 0;
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof IdleStateEvent) {
      close("silent for too long");
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close(cause.toString());
  }
}
