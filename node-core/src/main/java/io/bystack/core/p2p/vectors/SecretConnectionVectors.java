package io.bystack.core.p2p.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.crypto.BoxKeyPair;
import io.bystack.core.p2p.handshake.KeyAgreement;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.p2p.handshake.RecordCipher;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole transcripts of secret connections with fixed keys, from both ends: what each side derives,
 * its authentication message, every sealed record, and that the other side opens it: {@code
 * secret_connection_*}.
 */
record SecretConnectionVectors(VectorSubject subject) implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("secret_connection_" + subject.suffix() + ".json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException, DecodeException {
    int index = 0;
    for (JsonNode row : file.json()) {
      String label = VectorCheck.label(row, index++);
      side(row, row.path("a"), row.path("b"), label + " a", report);
      side(row, row.path("b"), row.path("a"), label + " b", report);
    }
  }

  private void side(JsonNode row, JsonNode own, JsonNode other, String label, VectorReport report)
      throws DecodeException {
    BoxKeyPair ephemeral = BoxKeyPair.of(hex(own, "ephemeral_private").toArray());
    KeyAgreement agreed = KeyAgreement.derive(ephemeral, hex(other, "ephemeral_public"));
    NodeIdentity identity = subject.identity().apply(hex(own, "node_private_key"));
    Bytes auth = identity.authMessage(agreed.challenge());
    List<String> expected =
        List.of(
            own.path("ephemeral_public").asText(),
            row.path("shared_secret").asText(),
            row.path("challenge").asText(),
            own.path("first_send_nonce").asText(),
            own.path("first_recv_nonce").asText(),
            own.path("node_public_key").asText(),
            own.path("challenge_signature").asText(),
            own.path("auth_message").asText());
    List<String> got =
        List.of(
            ephemeral.publicKey().toHex(),
            agreed.key().toHex(),
            agreed.challenge().toHex(),
            agreed.sendNonce().toHex(),
            agreed.receiveNonce().toHex(),
            identity.publicKey().toHex(),
            identity.sign(agreed.challenge()).toHex(),
            auth.toHex());
    Bytes otherKey = identity.authenticate(hex(other, "auth_message"), agreed.challenge());
    if (!expected.equals(got)) {
      report.fail(label, "derived " + got + ", expected " + expected);
    } else if (!otherKey.equals(hex(other, "node_public_key"))) {
      report.fail(label, "authenticated another key: " + otherKey);
    } else {
      report.expect(label, "records", "all", records(agreed, auth, own, other));
    }
  }

  /** Seals what this side sends and opens what the other sends; "all" if every byte agrees. */
  private static String records(KeyAgreement agreed, Bytes auth, JsonNode own, JsonNode other)
      throws DecodeException {
    RecordCipher cipher = new RecordCipher(agreed);
    List<Bytes> writes = new ArrayList<>(List.of(auth));
    own.path("application_writes").forEach(w -> writes.add(Bytes.fromHex(w.asText())));
    List<String> sealed = new ArrayList<>();
    for (Bytes write : writes) {
      byte[] data = write.toArray();
      for (int at = 0; at < data.length; at += RecordCipher.MAX_DATA) {
        int length = Math.min(RecordCipher.MAX_DATA, data.length - at);
        sealed.add(Bytes.wrap(cipher.seal(data, at, length)).toHex());
      }
    }
    List<String> expected = new ArrayList<>();
    own.path("frames_sent").forEach(f -> expected.add(f.path("sealed").asText()));
    if (!expected.equals(sealed)) {
      return "sealed records differ";
    }
    int index = 0;
    for (JsonNode frame : other.path("frames_sent")) {
      Bytes opened = cipher.open(hex(frame, "sealed").toArray());
      if (!opened.equals(hex(frame, "chunk"))) {
        return "received record " + index + " opens to other data";
      }
      index++;
    }
    return "all";
  }

  private static Bytes hex(JsonNode row, String key) {
    return Bytes.fromHex(row.path(key).asText());
  }
}
