package io.bystack.cli.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/** How far this machine's clock is off, as a time server sees it (SNTP, RFC 4330). */
public final class ClockCheck {
  private static final int PORT = 123;
  private static final int BYTES = 48;
  private static final int TIMEOUT_MS = 2_000;
  private static final byte CLIENT_V4 = 0x23;
  private static final int RECEIVED_AT = 32;
  private static final int SENT_AT = 40;
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
  private static final long WARN_MS = 250;
  private static final long BAD_MS = 1_000;

  private ClockCheck() {}

  /**
   * Looks.
   *
   * @param server host or host:port; empty: the clock is not looked at
   */
  public static Finding run(String server, InstantSource clock) {
    if (server.isEmpty()) {
      return Finding.warning("clock", "not looked at", "Name a server with --time-server.");
    }
    try {
      return judge(offset(address(server), clock));
    } catch (IOException e) {
      return Finding.warning(
          "clock",
          "unknown: " + server + " does not answer",
          "Check it yourself (timedatectl), or name another server with --time-server.");
    }
  }

  private static InetSocketAddress address(String server) throws IOException {
    int colon = server.lastIndexOf(':');
    String host = colon < 0 ? server : server.substring(0, colon);
    try {
      int port = colon < 0 ? PORT : Integer.parseInt(server.substring(colon + 1));
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (IllegalArgumentException e) {
      throw new IOException("no address: " + server, e);
    }
  }

  /** Milliseconds this clock must be put forward. */
  private static long offset(InetSocketAddress server, InstantSource clock) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.connect(server);
      byte[] packet = new byte[BYTES];
      packet[0] = CLIENT_V4;
      long sent = clock.millis();
      socket.send(new DatagramPacket(packet, BYTES));
      DatagramPacket answer = new DatagramPacket(packet, BYTES);
      socket.receive(answer);
      long received = clock.millis();
      if (answer.getLength() < BYTES) {
        throw new IOException("short answer");
      }
      ByteBuffer fields = ByteBuffer.wrap(packet);
      return ((millis(fields, RECEIVED_AT) - sent) + (millis(fields, SENT_AT) - received)) / 2;
    }
  }

  private static long millis(ByteBuffer fields, int at) {
    long seconds = Integer.toUnsignedLong(fields.getInt(at)) - SECONDS_1900_TO_1970;
    long fraction = Integer.toUnsignedLong(fields.getInt(at + 4));
    return seconds * 1_000 + ((fraction * 1_000) >>> 32);
  }

  static Finding judge(long offset) {
    String found =
        Math.abs(offset) + " ms " + (offset >= 0 ? "behind" : "ahead of") + " the time server";
    String advice = "Let the clock be set: timedatectl set-ntp true, or run chrony.";
    if (Math.abs(offset) <= WARN_MS) {
      return Finding.ok("clock", found);
    }
    return Math.abs(offset) > BAD_MS
        ? Finding.bad("clock", found, advice)
        : Finding.warning("clock", found, advice);
  }
}
