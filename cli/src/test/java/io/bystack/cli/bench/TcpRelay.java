package io.bystack.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/** A port that leads to another one, whose connections a test can cut or let stand still. */
final class TcpRelay implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final List<Socket> sockets = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flows = lock.newCondition();
  private final Passage passage;
  private boolean stalled;

  /** Hears how many bytes have passed towards who dialled. */
  @FunctionalInterface
  interface Passage {
    void passed(TcpRelay relay, int bytes);
  }

  TcpRelay(int target, Passage passage) throws IOException {
    this.target = target;
    this.passage = passage;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        lock.lock();
        try {
          sockets.add(near);
          sockets.add(far);
          flows.signalAll();
        } finally {
          lock.unlock();
        }
        Thread.ofVirtual().start(() -> pump(near, far, _ -> {}));
        Thread.ofVirtual().start(() -> pump(far, near, count -> passage.passed(this, count)));
      } catch (IOException e) {
        // The test is over, or the node is: the next connection shows it.
      }
    }
  }

  private void pump(Socket from, Socket to, IntConsumer heard) {
    byte[] buffer = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        awaitFlow();
        out.write(buffer, 0, count);
        heard.accept(count);
      }
    } catch (IOException | InterruptedException e) {
      // Cut: both sockets are closed.
      return;
    }
  }

  private void awaitFlow() throws InterruptedException {
    lock.lock();
    try {
      while (stalled) {
        flows.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing pass, or everything again. */
  void stall(boolean still) {
    lock.lock();
    try {
      stalled = still;
      flows.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is a connection now or within a moment, or never will be again. */
  boolean awaitConnection() {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(20);
      while (sockets.isEmpty() && left > 0) {
        left = flows.awaitNanos(left);
      }
      return !sockets.isEmpty() || server.isClosed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Closes all connections that there are. */
  void cut() {
    lock.lock();
    try {
      for (Socket socket : sockets) {
        socket.close();
      }
      sockets.clear();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    stall(false);
    cut();
  }
}
