package io.bystack.pow.stratum;

import io.bystack.pow.consensus.PowFunction;
import io.bystack.pow.mining.BlockTemplate;
import io.bystack.pow.mining.WorkBoard;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves miners over TCP (spec/03 §11). Every new template of the work board goes to all at once.
 */
public final class StratumServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StratumServer.class);

  private static final int LINE_LIMIT = 10 * 1024;
  private static final int UNVERIFIED_SHARES = 1024;
  private static final WriteBufferWaterMark WRITE_LIMIT =
      new WriteBufferWaterMark(16 * 1024, 64 * 1024);

  private final Surroundings around;
  private final EventLoopGroup loops;
  private final ThreadPoolExecutor verifiers;
  private final ChannelGroup miners = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private Channel listening;

  private StratumServer(Surroundings around, ThreadPoolExecutor verifiers) {
    this.around = around;
    this.verifiers = verifiers;
    this.loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  }

  /**
   * Starts a server.
   *
   * @param verifierThreads that compute proofs of work of shares
   * @throws BindException if the address cannot be listened on
   */
  public static StratumServer start(
      StratumOptions options,
      WorkBoard board,
      PowFunction function,
      int verifierThreads,
      InstantSource clock)
      throws BindException {
    ThreadPoolExecutor verifiers =
        new ThreadPoolExecutor(
            verifierThreads,
            verifierThreads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(UNVERIFIED_SHARES),
            Thread.ofPlatform().name("stratum-share-", 0).daemon().factory());
    ShareDesk desk = new ShareDesk(board, function, verifiers);
    Surroundings around =
        new Surroundings(options, board, desk, new Surroundings.Ledger(options), clock);
    StratumServer server = new StratumServer(around, verifiers);
    try {
      server.listen();
    } catch (BindException e) {
      server.close();
      throw e;
    }
    board.addListener(server::newTemplate);
    return server;
  }

  private void listen() throws BindException {
    InetSocketAddress address = around.options().listen();
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMIT)
            .childHandler(new Pipeline())
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new BindException(
          "stratum cannot listen on " + address + ": " + bound.cause().getMessage());
    }
    listening = bound.channel();
    LOG.info("stratum listens on {}", listening.localAddress());
  }

  /** From a connection's bytes to requests. */
  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      InetAddress peer = channel.remoteAddress().getAddress();
      Admission admission = around.ledger().admission();
      OptionalInt number = admission.enter(peer, around.clock().millis());
      if (number.isEmpty()) {
        channel.close().addListener(_ -> LOG.debug("{} refused: over a limit or banned", peer));
        return;
      }
      channel.closeFuture().addListener(_ -> admission.leave(peer, number.getAsInt()));
      long idleSeconds = around.options().limits().idle().toSeconds();
      channel
          .pipeline()
          .addLast(new IdleStateHandler(0, 0, idleSeconds, TimeUnit.SECONDS))
          .addLast(new LineBasedFrameDecoder(LINE_LIMIT, true, true))
          .addLast(new StringDecoder(StandardCharsets.UTF_8))
          .addLast(new StringEncoder(StandardCharsets.UTF_8))
          .addLast(new StratumSession(around, peer, number.getAsInt()));
      miners.add(channel);
    }
  }

  private void newTemplate(BlockTemplate template) {
    around.desk().newTemplate(template);
    for (Channel miner : miners) {
      StratumSession session = miner.pipeline().get(StratumSession.class);
      if (session != null) {
        miner.eventLoop().execute(session::newTemplate);
      }
    }
  }

  /** Where it listens; of use if the port was left to the system. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  public int connections() {
    return around.ledger().admission().connections();
  }

  /** How many connections there may be at a time. */
  public int maxConnections() {
    return around.options().limits().connections();
  }

  /** Of every worker seen since the start, by name. */
  public List<WorkerStatistics> workers() {
    return around.ledger().workers().all();
  }

  /** Closes all connections. */
  @Override
  public void close() {
    if (listening != null) {
      listening.close().awaitUninterruptibly();
    }
    miners.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    verifiers.shutdownNow();
  }
}
