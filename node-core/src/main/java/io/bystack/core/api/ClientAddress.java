package io.bystack.core.api;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The peer address of a connection; no proxy headers are read (spec/06 §4). */
final class ClientAddress {
  private ClientAddress() {}

  /** The address as a number; names are never looked up. */
  static InetAddress of(SocketAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address.hostAddress(), address.port());
    if (socket.getAddress() != null) {
      return socket.getAddress();
    }
    try {
      return InetAddress.getByAddress(new byte[4]);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
