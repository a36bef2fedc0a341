package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.HexText;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.crypto.XPub;
import io.bystack.core.vm.StandardPrograms;
import java.util.List;
import java.util.Optional;

/** Tells whether messages were signed by who they say; needs no wallet (spec/06 §7.1). */
public record MessageEndpoints(Rendering rendering) {
  private static final int PUBLIC_KEY_SIZE = 32;

  record Message(
      @JsonProperty("address") String address,
      @JsonProperty("derived_xpub") Bytes xpub,
      @JsonProperty("message") Bytes message,
      @JsonProperty("signature") String signature) {}

  record Verdict(@JsonProperty("result") boolean result) {}

  /** The endpoint. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/verify-message",
            Message.class,
            Verdict.class,
            "Whether an address's key has signed a message.",
            this::verify));
  }

  /** The second half of the key is not looked at (spec/05 §8). */
  private Verdict verify(Message request) throws ApiException {
    Bytes xpub = request.xpub() == null ? Bytes.wrap(new byte[XPub.SIZE]) : request.xpub();
    if (xpub.length() != XPub.SIZE) {
      throw ApiException.badRequest("bad key string");
    }
    Bytes signature;
    try {
      signature = HexText.decode(request.signature() == null ? "" : request.signature());
    } catch (DecodeException e) {
      throw ApiException.of(e.getMessage());
    }
    Bytes key = xpub.slice(0, PUBLIC_KEY_SIZE);
    Optional<String> address = rendering.address(StandardPrograms.payToKey(key));
    String claimed = request.address() == null ? "" : request.address().strip();
    Bytes message = request.message() == null ? Bytes.EMPTY : request.message();
    return new Verdict(
        address.equals(Optional.of(claimed)) && Ed25519.verifier().verify(key, message, signature));
  }
}
