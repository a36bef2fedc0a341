package io.bystack.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bystack.core.crypto.KeyFileException.Kind;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyFileTest {
  private static final String PASSWORD = "correct horse";

  private final XPrv key = XPrv.root(new byte[] {7});
  private final KeyFile file = KeyFile.encrypt(key, "alice", PASSWORD, new SecureRandom());

  @Test
  void opensWhatItWroteWithThePasswordOnly() throws KeyFileException {
    KeyFile read = KeyFile.parse(file.toJson());
    assertThat(read.decrypt(PASSWORD).toSecretBytes()).isEqualTo(key.toSecretBytes());
    assertThat(read.alias()).isEqualTo("alice");
    assertThat(read.statedXpub()).isEqualTo(key.xpub().toString());
    assertThat(read.withAlias("bob").decrypt(PASSWORD).xpub()).isEqualTo(key.xpub());
    assertThatThrownBy(() -> read.decrypt(PASSWORD + " "))
        .isInstanceOf(KeyFileException.class)
        .hasMessage("could not decrypt key with given passphrase");
  }

  @Test
  void writesMembersInTheOrderOfTheNetworksWallets() {
    String hex = "\"[0-9a-f]+\"";
    assertThat(file.toJson())
        .matches(
            "\\{\"crypto\":\\{\"cipher\":\"aes-128-ctr\",\"ciphertext\":"
                + hex
                + ",\"cipherparams\":\\{\"iv\":"
                + hex
                + "},\"kdf\":\"scrypt\",\"kdfparams\":\\{\"dklen\":32,\"n\":4096,\"p\":6,\"r\":8,"
                + "\"salt\":"
                + hex
                + "},\"mac\":"
                + hex
                + "},\"id\":\"[0-9a-f-]{36}\",\"type\":\"bytom_kd\",\"version\":1,"
                + "\"alias\":\"alice\",\"xpub\":"
                + hex
                + "}");
    assertThat(file.fileName(Instant.ofEpochSecond(1, 5)))
        .isEqualTo("UTC--1970-01-01T00-00-01.000000005Z--" + file.id());
  }

  @Test
  void showsNoSecret() {
    assertThat(file.toJson()).doesNotContain(key.toSecretHex()).doesNotContain(PASSWORD);
    assertThat(file.toString()).isEqualTo("KeyFile[" + file.id() + "]");
  }

  @Test
  void refusesFilesThatAskForTooMuchBeforeSpendingIt() {
    String json = file.toJson();
    String[][] changes = {
      {"\"n\":4096", "\"n\":4194304"},
      {"\"n\":4096", "\"n\":1125899906842624"},
      {"\"r\":8", "\"r\":1073741824"},
      {"\"r\":8", "\"r\":1e300"},
      {"\"p\":6", "\"p\":2147483647"},
      {"\"p\":6", "\"p\":100000"}
    };
    for (String[] change : changes) {
      assertThat(failure(json.replace(change[0], change[1])).kind())
          .as(change[1])
          .isEqualTo(Kind.LIMIT);
    }
    String pbkdf2 =
        json.replace("\"kdf\":\"scrypt\"", "\"kdf\":\"pbkdf2\"")
            .replace("\"n\":4096", "\"prf\":\"hmac-sha256\",\"c\":2000000000");
    assertThat(failure(pbkdf2).kind()).isEqualTo(Kind.LIMIT);
    assertThat(failure(" ".repeat(KeyFile.MAX_LENGTH) + json).kind()).isEqualTo(Kind.LIMIT);
  }

  @Test
  void namesTheMemberThatHasAWrongForm() {
    String json = file.toJson();
    assertThat(failure(json.replace("\"n\":4096", "\"n\":\"x\"")))
        .hasMessage("kdfparams.n must be a number");
    assertThat(failure(json.replace("\"dklen\":32", "\"dklen\":0")))
        .hasMessage("kdfparams.dklen must be positive");
    assertThat(failure(json.replace("\"alias\":\"alice\"", "\"alias\":5")))
        .hasMessage("alias must be a string");
    assertThat(failure("[]")).hasMessage("a key file is a JSON object");
    assertThat(failure("{\"crypto\":1}")).hasMessage("crypto must be an object");
    assertThat(failure("{\n\n\"x\":secret}"))
        .hasMessageContaining("line 3")
        .hasMessageNotContaining("secret");
  }

  private static KeyFileException failure(String json) {
    return catchThrowableOfType(
        KeyFileException.class, () -> KeyFile.parse(json).decrypt(PASSWORD));
  }
}
