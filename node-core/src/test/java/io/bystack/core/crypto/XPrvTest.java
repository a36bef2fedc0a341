package io.bystack.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class XPrvTest {
  @Property(tries = 100)
  void derivesTheSameChildFromBothHalvesAndSignsForIt(
      @ForAll @Size(max = 70) byte[] seed,
      @ForAll @Size(max = 4) List<@Size(max = 9) byte[]> selectors,
      @ForAll @Size(max = 80) byte[] message)
      throws KeyException {
    List<Bytes> path = selectors.stream().map(Bytes::copyOf).toList();
    XPrv root = XPrv.root(seed);
    XPrv child = root.derive(path);
    assertThat(child.xpub()).isEqualTo(root.xpub().derive(path));
    Bytes signature = child.sign(Bytes.copyOf(message));
    Bytes key = child.xpub().publicKey();
    assertThat(Ed25519.portable().verify(key, Bytes.copyOf(message), signature)).isTrue();
    assertThat(Ed25519Oracle.verify(key.toArray(), message, signature.toArray())).isTrue();
    assertThat(XPub.parse(child.xpub().toString())).isEqualTo(child.xpub());
  }

  @Test
  void refusesAnXpubThatIsNoPoint() {
    String noPoint = "02" + "00".repeat(63);
    assertThat(EdwardsPoint.decode(Bytes.fromHex(noPoint.substring(0, 64)).toArray())).isNull();
    assertThatThrownBy(() -> XPub.parse(noPoint))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("not a point");
  }

  @Test
  void namesWhatIsWrongWithKeyText() {
    assertThatThrownBy(() -> XPub.parse("00")).hasMessage("bad key string");
    assertThatThrownBy(() -> XPrv.parse("0".repeat(127) + "g"))
        .hasMessage("bad key string: no hex digit at position 127");
  }

  @Test
  void showsNoSecretAndForgetsItWhenClosed() throws KeyException {
    XPrv key = XPrv.root(new byte[] {1});
    String scalar = key.toSecretHex().substring(0, 64);
    assertThat(key.toString()).isEqualTo("XPrv[secret]");
    assertThat(key.signingKey().toString()).doesNotContain(scalar);
    key.close();
    assertThat(key.toSecretBytes()).containsOnly(0);
  }

  @Test
  void refusesAChildThatLeaves256Bits() throws KeyException {
    byte[] bytes = new byte[64];
    Arrays.fill(bytes, 0, 32, (byte) 0xff);
    XPrv key = XPrv.of(bytes);
    assertThatThrownBy(() -> key.child(Bytes.EMPTY))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("256 bits");
  }
}
