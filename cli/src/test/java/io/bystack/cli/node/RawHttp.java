package io.bystack.cli.node;

import io.bystack.core.bytes.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** HTTP/1.1 as it is on the wire: no header and no path is changed on the way. */
record RawHttp(int port) {
  /** An answer; header names in lower case. */
  record Answer(int status, Map<String, String> headers, Bytes body) {}

  Answer send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(port).append("\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body != null) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      request.write(body == null ? new byte[0] : body);
      socket.getOutputStream().write(request.toByteArray());
      return parse(socket.getInputStream().readAllBytes());
    }
  }

  private static Answer parse(byte[] all) throws IOException {
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no answer");
    }
    List<String> lines = text.substring(0, end).lines().toList();
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    String body = text.substring(end + 4);
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      body = unchunked(body);
    }
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    if (headers.getOrDefault("content-encoding", "").equals("gzip")) {
      bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
    return new Answer(
        Integer.parseInt(lines.getFirst().substring(9, 12)), headers, Bytes.wrap(bytes));
  }

  private static String unchunked(String body) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (true) {
      int line = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, line), 16);
      if (size == 0) {
        return whole.toString();
      }
      whole.append(body, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
  }
}
