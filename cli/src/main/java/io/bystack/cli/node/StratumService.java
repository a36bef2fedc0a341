package io.bystack.cli.node;

import io.bystack.pow.stratum.StratumOptions;
import io.bystack.pow.stratum.StratumServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** The pool server for miners beside a main chain. */
final class StratumService implements Service {
  private final Supplier<MainChain> chain;
  private final String listen;
  private StratumServer server;

  /**
   * @param listen {@code host:port}
   */
  StratumService(Supplier<MainChain> chain, String listen) {
    this.chain = chain;
    this.listen = listen;
  }

  @Override
  public String name() {
    return "stratum";
  }

  @Override
  public void start() throws IOException {
    int colon = listen.lastIndexOf(':');
    server =
        chain
            .get()
            .stratum(
                StratumOptions.listeningOn(
                    new InetSocketAddress(
                        listen.substring(0, colon),
                        Integer.parseInt(listen.substring(colon + 1)))));
  }

  @Override
  public void stop() {
    server.close();
  }
}
