package io.bystack.core.sync;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small SOCKS5 proxy on a loopback port that wants a user and a password (RFC 1928, 1929). */
final class SocksServer implements AutoCloseable {
  private static final int VERSION = 5;
  private static final int BY_PASSWORD = 2;

  private final ServerSocket server;
  private final String user;
  private final String password;
  private final List<InetSocketAddress> connected = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  SocksServer(String user, String password) throws IOException {
    this.user = user;
    this.password = password;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
  }

  /** Where clients were connected to. */
  List<InetSocketAddress> connected() {
    return List.copyOf(connected);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      in.readUnsignedByte();
      in.readFully(new byte[in.readUnsignedByte()]);
      out.write(new byte[] {VERSION, BY_PASSWORD});
      in.readUnsignedByte();
      boolean known = text(in).equals(user);
      known &= text(in).equals(password);
      out.write(new byte[] {1, (byte) (known ? 0 : 1)});
      if (!known) {
        return;
      }
      in.readFully(new byte[3]);
      byte[] address = new byte[in.readUnsignedByte() == 1 ? 4 : 16];
      in.readFully(address);
      InetSocketAddress target =
          new InetSocketAddress(InetAddress.getByAddress(address), in.readUnsignedShort());
      try (Socket remote = new Socket(target.getAddress(), target.getPort())) {
        sockets.add(remote);
        connected.add(target);
        out.write(new byte[] {VERSION, 0, 0, 1, 127, 0, 0, 1, 0, 0});
        Thread back = Thread.ofVirtual().start(() -> pump(remote, client));
        pump(client, remote);
        back.join();
      }
    } catch (IOException e) {
      // This client's trouble.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One side has gone; the other follows.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
