package io.bystack.core.p2p.nat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A router that speaks UPnP's Internet Gateway Device protocol: found by SSDP, asked by SOAP. All
 * it says is bounded, and it can only send us to itself. Blocks.
 */
final class Gateway {
  private static final int MAX_ANSWER = 2_048;
  private static final int MAX_ANSWERS = 16;
  private static final int MAX_DOCUMENT = 256 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern LOCATION =
      Pattern.compile("^location:\\s*(\\S+)\\s*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  private static final Pattern CONNECTION_SERVICE =
      Pattern.compile("urn:schemas-upnp-org:service:WAN(IP|PPP)Connection:[12]");

  private final URI control;
  private final String service;
  private final InetAddress own;
  private final HttpClient http;

  private Gateway(URI control, String service, InetAddress own, HttpClient http) {
    this.control = control;
    this.service = service;
    this.own = own;
    this.http = http;
  }

  /**
   * Looks for one.
   *
   * @param ssdp where routers are asked for, by custom 239.255.255.250:1900
   * @param patience for the first answer that leads to one
   */
  static Optional<Gateway> find(InetSocketAddress ssdp, InetAddress from, Duration patience)
      throws IOException {
    String question =
        "M-SEARCH * HTTP/1.1\r\nHOST: %s:%d\r\nMAN: \"ssdp:discover\"\r\nMX: 2\r\nST: %s\r\n\r\n"
            .formatted(
                ssdp.getAddress().getHostAddress(),
                ssdp.getPort(),
                "urn:schemas-upnp-org:device:InternetGatewayDevice:1");
    byte[] bytes = question.getBytes(StandardCharsets.US_ASCII);
    try (DatagramSocket socket = new DatagramSocket(0, from)) {
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      socket.send(new DatagramPacket(bytes, bytes.length, ssdp));
      byte[] buffer = new byte[MAX_ANSWER];
      for (int i = 0; i < MAX_ANSWERS; i++) {
        DatagramPacket answer = new DatagramPacket(buffer, buffer.length);
        socket.receive(answer);
        String text = new String(buffer, 0, answer.getLength(), StandardCharsets.US_ASCII);
        Optional<Gateway> gateway = described(text, answer.getAddress());
        if (gateway.isPresent()) {
          return gateway;
        }
      }
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The gateway an answer describes; none if it leads elsewhere than to whom it came from. */
  private static Optional<Gateway> described(String answer, InetAddress sender) {
    Matcher matcher = LOCATION.matcher(answer);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      URI location = URI.create(matcher.group(1));
      if (!isAt(location, sender)) {
        return Optional.empty();
      }
      HttpClient http =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .followRedirects(HttpClient.Redirect.NEVER)
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      HttpResponse<byte[]> page =
          http.send(HttpRequest.newBuilder(location).timeout(PATIENCE).GET().build(), bounded());
      if (page.statusCode() != 200) {
        return Optional.empty();
      }
      return connectionService(parse(page.body()), location, http)
          .filter(g -> isAt(g.control, sender));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean isAt(URI address, InetAddress host) {
    return "http".equals(address.getScheme())
        && address.getHost() != null
        && address.getHost().equals(host.getHostAddress());
  }

  private static HttpResponse.BodyHandler<byte[]> bounded() {
    return HttpResponse.BodyHandlers.limiting(
        HttpResponse.BodyHandlers.ofByteArray(), MAX_DOCUMENT);
  }

  private static Optional<Gateway> connectionService(
      Document description, URI location, HttpClient http) throws IOException {
    NodeList services = description.getElementsByTagNameNS("*", "service");
    for (int i = 0; i < services.getLength(); i++) {
      if (services.item(i) instanceof Element service) {
        String type = text(service, "serviceType");
        if (CONNECTION_SERVICE.matcher(type).matches()) {
          URI control = location.resolve(text(service, "controlURL"));
          return Optional.of(new Gateway(control, type, ownAddress(location), http));
        }
      }
    }
    return Optional.empty();
  }

  /** The address by which we reach the router is the one it can reach us at. */
  private static InetAddress ownAddress(URI router) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(
          InetAddress.ofLiteral(router.getHost()), router.getPort() < 0 ? 80 : router.getPort());
      return socket.getLocalAddress();
    }
  }

  private static String text(Element parent, String tag) {
    NodeList found = parent.getElementsByTagNameNS("*", tag);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }

  private static Document parse(byte[] xml) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(xml));
    } catch (SAXException e) {
      throw new IOException("the router's answer is not XML: " + e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets connections to a port of the router through to the same port of ours. */
  void map(Protocol protocol, int port, Duration lease, String description) throws IOException {
    var _ =
        call(
            "AddPortMapping",
            "<NewRemoteHost></NewRemoteHost><NewExternalPort>%d</NewExternalPort>".formatted(port)
                + "<NewProtocol>%s</NewProtocol>".formatted(protocol)
                + "<NewInternalPort>%d</NewInternalPort>".formatted(port)
                + "<NewInternalClient>%s</NewInternalClient>".formatted(own.getHostAddress())
                + "<NewEnabled>1</NewEnabled>"
                + "<NewPortMappingDescription>%s</NewPortMappingDescription>".formatted(description)
                + "<NewLeaseDuration>%d</NewLeaseDuration>".formatted(lease.toSeconds()));
  }

  /** Undoes {@link #map}. */
  void unmap(Protocol protocol, int port) throws IOException {
    var _ =
        call(
            "DeletePortMapping",
            "<NewRemoteHost></NewRemoteHost><NewExternalPort>%d</NewExternalPort>".formatted(port)
                + "<NewProtocol>%s</NewProtocol>".formatted(protocol));
  }

  /** The address by which the internet sees the router. */
  String externalAddress() throws IOException {
    Document answer = call("GetExternalIPAddress", "");
    return text(answer.getDocumentElement(), "NewExternalIPAddress");
  }

  private Document call(String action, String arguments) throws IOException {
    String body =
        "<?xml version=\"1.0\"?><s:Envelope"
            + " xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
            + " s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body><u:"
            + action
            + " xmlns:u=\""
            + service
            + "\">"
            + arguments
            + "</u:"
            + action
            + "></s:Body></s:Envelope>";
    HttpRequest request =
        HttpRequest.newBuilder(control)
            .timeout(PATIENCE)
            .header("Content-Type", "text/xml; charset=\"utf-8\"")
            .header("SOAPAction", "\"" + service + "#" + action + "\"")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> response;
    try {
      response = http.send(request, bounded());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    Document answer = parse(response.body());
    if (response.statusCode() != 200) {
      Element fault = answer.getDocumentElement();
      throw new IOException(
          action
              + " is refused: "
              + shown(text(fault, "errorCode") + " " + text(fault, "errorDescription")));
    }
    return answer;
  }

  private static String shown(String text) {
    return text.chars()
        .limit(100)
        .mapToObj(c -> c >= ' ' && c <= '~' ? String.valueOf((char) c) : "?")
        .collect(Collectors.joining());
  }

  /** What is let through. */
  enum Protocol {
    TCP,
    UDP
  }

  @Override
  public String toString() {
    return control.getHost() + " (" + service.toLowerCase(Locale.ROOT) + ")";
  }
}
