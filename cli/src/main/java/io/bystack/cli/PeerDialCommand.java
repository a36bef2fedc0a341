package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.Units;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Ed25519PrivateKey;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.handshake.NodeInfo.NetworkName;
import io.bystack.core.p2p.handshake.Printable;
import io.bystack.core.p2p.net.HandshakeProbe;
import io.bystack.core.p2p.net.PeerProtocol;
import io.bystack.dpos.p2p.DposIdentity;
import io.bystack.dpos.p2p.DposPeers;
import io.bystack.pow.p2p.PowIdentity;
import io.bystack.pow.p2p.PowPeers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shakes hands with a node and shows what it says, without a node of ours. */
@Command(
    name = "dial",
    description = {
      "Connect to a node of any kind, shake hands, show what it says about itself, and hang up.",
      "No node of yours takes part; a key made for this call is used."
    },
    footer = {
      "%nExamples:",
      "  bystack peer dial 203.0.113.7:46657",
      "  bystack peer dial 127.0.0.1:56658 --chain side --network solonet -o json"
    })
final class PeerDialCommand implements Callable<ExitCode> {
  private static final int MAX_TEXT = 200;

  private final Terminal terminal;

  @Parameters(paramLabel = "HOST:PORT", description = "Where the node listens.")
  private String address = "";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "15s",
      description = "How long connecting and shaking hands may take (default: ${DEFAULT-VALUE}).")
  private String timeout = "15s";

  @Mixin private ChainSelection selection;

  PeerDialCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    InetSocketAddress target = target();
    PeerProtocol protocol = protocol(selection.select());
    HandshakeProbe.Answer answer;
    try {
      answer = new HandshakeProbe(protocol, patience(), Clock.systemUTC()).dial(target);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "no handshake with " + address,
          String.valueOf(e.getMessage()),
          "A node closes at once if it has banned us, is full, or runs the other chain.");
    }
    terminal.print(document(answer));
    return ExitCode.DONE;
  }

  private Duration patience() {
    try {
      return Units.time(timeout);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--timeout \"" + timeout + "\" is no time", e.getMessage(), "");
    }
  }

  private InetSocketAddress target() {
    int colon = address.lastIndexOf(':');
    try {
      InetSocketAddress target =
          new InetSocketAddress(
              address.substring(0, Math.max(0, colon)),
              Integer.parseInt(address.substring(colon + 1)));
      if (target.isUnresolved()) {
        throw new CommandException(
            ExitCode.UNREACHABLE, "unknown host " + target.getHostString(), "", "");
      }
      return target;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("\"" + address + "\" is not HOST:PORT", "", "");
    }
  }

  private static PeerProtocol protocol(Selected selected) {
    SecureRandom random = new SecureRandom();
    return switch (selected.chain()) {
      case MAIN -> {
        byte[] seed = Ed25519PrivateKey.newSeed(random);
        Bytes publicKey = Ed25519PrivateKey.ofSeed(seed).publicKey();
        yield PowPeers.protocol(
            new PowIdentity(Bytes.wrap(seed).concat(publicKey)),
            ChainOpener.mainChainId(selected.network()),
            "bystack",
            "0.0.0.0:0");
      }
      case SIDE -> {
        try (ChainOpener opener = new ChainOpener(ProofSource.NONE)) {
          NetworkName network =
              new NetworkName(
                  ChainOpener.sideNetwork(selected.network()).chainId(),
                  DposPeers.networkId(opener.protocol(selected).parameters().genesis().hash()));
          yield DposPeers.protocol(
              new DposIdentity(XPrv.generate(random)), network, "bystack", "0.0.0.0:0");
        }
      }
    };
  }

  private ObjectNode document(HandshakeProbe.Answer answer) {
    NodeInfo info = answer.info();
    ObjectNode node = Json.object();
    node.put("address", address);
    node.put("peer_id", answer.peerId());
    node.put("moniker", Printable.of(info.moniker(), MAX_TEXT));
    node.put("network", Printable.of(info.network().name(), MAX_TEXT));
    if (info.network().id() != 0) {
      node.put("network_id", Long.toHexString(info.network().id()));
    }
    node.put("version", Printable.of(info.version(), MAX_TEXT));
    node.put("listen_address", Printable.of(info.listenAddress(), MAX_TEXT));
    node.put("full_node", info.serves(NodeInfo.FULL_NODE));
    node.put("fast_sync", info.serves(NodeInfo.FAST_SYNC));
    node.put("light_service", info.serves(NodeInfo.LIGHT_SERVICE));
    node.put("fast_lane", info.other().contains(PeerProtocol.FAST_LANE));
    node.put("compatible", answer.incompatibility().isEmpty());
    answer.incompatibility().ifPresent(why -> node.put("why_not", Printable.of(why, MAX_TEXT)));
    node.put("connect_ms", answer.connected().toMillis());
    node.put("handshake_ms", answer.greeted().toMillis());
    return node;
  }
}
