package io.bystack.cli.bench;

import io.bystack.core.bytes.Hash;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Many miners on loopback that log in and read the jobs they are sent. */
final class StratumClients implements AutoCloseable {
  private static final String PARENT = "\"previous_block_hash\":\"";
  private static final int LINE_LIMIT = 16 * 1024;
  private static final int PATIENCE_SECONDS = 60;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Channel> channels = new ArrayList<>();
  private final JobListener job;

  /** Hears of jobs, on the miners' thread. */
  @FunctionalInterface
  interface JobListener {
    /**
     * A miner has read a job.
     *
     * @param nanos when
     * @param first over its parent
     */
    void read(long nanos, boolean first);
  }

  /**
   * Connects and logs in.
   *
   * @param job hears of every job read
   */
  StratumClients(InetSocketAddress server, int count, JobListener job) throws InterruptedException {
    this.job = job;
    CountDownLatch loggedIn = new CountDownLatch(count);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new LineBasedFrameDecoder(LINE_LIMIT))
                        .addLast(new StringDecoder())
                        .addLast(new StringEncoder())
                        .addLast(new Miner(loggedIn));
                  }
                });
    for (int i = 0; i < count; i++) {
      Channel channel = bootstrap.connect(server).sync().channel();
      channels.add(channel);
      var _ =
          channel.writeAndFlush(
              "{\"method\":\"login\",\"params\":{\"login\":\"bench."
                  + i
                  + "\",\"pass\":\"x\"},\"id\":1}\n");
    }
    if (!loggedIn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(loggedIn.getCount() + " miners could not log in");
    }
  }

  /** One miner's end. */
  private final class Miner extends SimpleChannelInboundHandler<String> {
    private final CountDownLatch loggedIn;
    private String parent = "";

    Miner(CountDownLatch loggedIn) {
      this.loggedIn = loggedIn;
    }

    private static String parent(String line) {
      int at = line.indexOf(PARENT) + PARENT.length();
      return line.substring(at, at + 2 * Hash.SIZE);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, String line) {
      String before = parent;
      parent = parent(line);
      if (!line.contains("\"method\":\"job\"")) {
        loggedIn.countDown();
      } else {
        job.read(System.nanoTime(), !parent.equals(before));
      }
    }
  }

  @Override
  public void close() {
    for (Channel channel : channels) {
      channel.close().awaitUninterruptibly();
    }
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
