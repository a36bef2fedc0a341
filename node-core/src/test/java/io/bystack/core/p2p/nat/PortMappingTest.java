package io.bystack.core.p2p.nat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Against a router that lives on loopback addresses. */
class PortMappingTest {
  private static final InetAddress OWN = InetAddress.ofLiteral("127.0.0.1");

  /** A router as the standard describes it, with one connection service. */
  private static final class FakeRouter implements AutoCloseable {
    final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    final Map<String, String> mappings = new TreeMap<>();
    private final DatagramSocket ssdp = new DatagramSocket(0, OWN);
    private final HttpServer http = HttpServer.create(new InetSocketAddress(OWN, 0), 0);
    private final String location;
    private final String description;
    private final boolean refuses;

    FakeRouter(String location, String description, boolean refuses) throws IOException {
      this.location = location;
      this.description = description;
      this.refuses = refuses;
      http.createContext("/root.xml", e -> answer(e, 200, this.description));
      http.createContext("/control", this::control);
      http.start();
      Thread.ofVirtual().start(this::answerSearches);
    }

    static FakeRouter usual(boolean refuses) throws IOException {
      return new FakeRouter(
          "http://127.0.0.1:PORT/root.xml",
          """
          <?xml version="1.0"?>
          <root xmlns="urn:schemas-upnp-org:device-1-0"><device><deviceList><device><serviceList>
          <service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>
          <controlURL>/control</controlURL></service>
          </serviceList></device></deviceList></device></root>
          """,
          refuses);
    }

    InetSocketAddress address() {
      return (InetSocketAddress) ssdp.getLocalSocketAddress();
    }

    private void answerSearches() {
      byte[] buffer = new byte[1_024];
      try {
        while (true) {
          DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
          ssdp.receive(packet);
          String port = Integer.toString(http.getAddress().getPort());
          byte[] answer =
              ("HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nLOCATION: "
                      + location.replace("PORT", port)
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII);
          ssdp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        // Closed: the test is over.
      }
    }

    private void control(HttpExchange exchange) throws IOException {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String action = exchange.getRequestHeaders().getFirst("SOAPAction").replaceAll(".*#|\"", "");
      String key = field(body, "NewProtocol") + field(body, "NewExternalPort");
      if (refuses) {
        answer(
            exchange,
            500,
            "<s:Envelope xmlns:s=\"x\"><errorCode>718</errorCode>"
                + "<errorDescription>ConflictInMappingEntry</errorDescription></s:Envelope>");
      } else {
        switch (action) {
          case "AddPortMapping" -> mappings.put(key, field(body, "NewInternalClient"));
          case "DeletePortMapping" -> mappings.remove(key);
          default -> assertThat(action).isEqualTo("GetExternalIPAddress");
        }
        answer(
            exchange,
            200,
            "<s:Envelope xmlns:s=\"x\"><NewExternalIPAddress>203.0.113.9</NewExternalIPAddress>"
                + "</s:Envelope>");
      }
      calls.add(action);
    }

    private static String field(String body, String name) {
      Matcher matcher = Pattern.compile("<" + name + ">([^<]*)</").matcher(body);
      return matcher.find() ? matcher.group(1) : "";
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
      byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    String next() throws InterruptedException {
      return String.valueOf(calls.poll(20, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
      ssdp.close();
      http.stop(0);
    }
  }

  @Test
  void opensThePortWhileItRunsAndClosesItBehindItself() throws Exception {
    try (FakeRouter router = FakeRouter.usual(false)) {
      try (PortMapping mapping = PortMapping.start(router.address(), OWN, 46_657)) {
        assertThat(router.next()).isEqualTo("AddPortMapping");
        assertThat(router.next()).isEqualTo("AddPortMapping");
        assertThat(router.next()).isEqualTo("GetExternalIPAddress");
        assertThat(router.mappings)
            .containsExactly(
                Map.entry("TCP46657", "127.0.0.1"), Map.entry("UDP46657", "127.0.0.1"));
        assertThat(mapping.external().filter(a -> !a.equals("203.0.113.9:46657"))).isEmpty();
      }
      assertThat(router.mappings).isEmpty();
    }
  }

  @Test
  void aRouterThatRefusesDoesNoHarm() throws Exception {
    try (FakeRouter router = FakeRouter.usual(true);
        PortMapping mapping = PortMapping.start(router.address(), OWN, 46_657)) {
      assertThat(router.next()).isEqualTo("AddPortMapping");
      assertThat(mapping.external()).isEmpty();
    }
  }

  @Test
  void isNotSentElsewhereNorFedWithoutEnd() throws Exception {
    String bomb = "<!DOCTYPE r [<!ENTITY a \"aaaa\">]><root>&a;</root>";
    String endless = "<root>" + "x".repeat(300_000) + "</root>";
    for (String[] lie :
        new String[][] {
          {"http://198.51.100.1:80/root.xml", "<root/>"},
          {"https://127.0.0.1:PORT/root.xml", "<root/>"},
          {"no address", "<root/>"},
          {"http://127.0.0.1:PORT/root.xml", bomb},
          {"http://127.0.0.1:PORT/root.xml", endless},
          {"http://127.0.0.1:PORT/root.xml", "<root/>"},
          {"http://127.0.0.1:PORT/missing.xml", "<root/>"}
        }) {
      try (FakeRouter router = new FakeRouter(lie[0], lie[1], false)) {
        Optional<Gateway> found = Gateway.find(router.address(), OWN, Duration.ofMillis(500));
        assertThat(found).as(lie[0]).isEmpty();
      }
    }
  }
}
