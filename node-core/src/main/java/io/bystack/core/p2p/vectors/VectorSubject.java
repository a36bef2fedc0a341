package io.bystack.core.p2p.vectors;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.handshake.HelloFormat;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The chain whose vectors are checked.
 *
 * @param suffix what its files' names carry: {@code classic}, {@code vapor}
 * @param forms how its peers speak
 * @param identity our identity from a 64-byte private key
 * @param fields a chain's own message's fields under the vectors' names; empty for shared messages
 * @param discoveryPrefix prefix of discovery packets, from the vectors' network id, null if none
 */
public record VectorSubject(
    String suffix,
    Forms forms,
    Function<Bytes, NodeIdentity> identity,
    Function<Message, Optional<Map<String, Object>>> fields,
    Function<String, Bytes> discoveryPrefix) {

  /** Hello, channels, compression. */
  public record Forms(HelloFormat hello, List<ChannelSpec> channels, boolean compressed) {}

  /** The channel of that id, which the vectors use. */
  public ChannelSpec channel(int id) {
    return forms.channels().stream().filter(c -> c.id() == id).findFirst().orElseThrow();
  }
}
