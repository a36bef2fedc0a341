package io.bystack.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AddressTest {
  @Property
  void decodesWhatItEncodesInEitherCase(@ForAll @Size(32) byte[] hash, @ForAll boolean key)
      throws AddressException {
    Address address = new Address("vp", Bytes.copyOf(hash).slice(0, key ? 20 : 32));
    assertThat(Address.decode("vp", address.encode())).isEqualTo(address);
    assertThat(Address.decode("vp", address.encode().toUpperCase(Locale.ROOT))).isEqualTo(address);
    assertThat(Address.ofProgram("vp", address.program())).isEqualTo(address);
    assertThat(Address.isValid("bm", address.encode())).isFalse();
  }

  /** The checksum finds every single changed character. */
  @Property
  void refusesAChangedCharacter(
      @ForAll @Size(20) byte[] hash,
      @ForAll @IntRange(min = 3, max = 41) int at,
      @ForAll @IntRange(min = 1, max = 31) int by) {
    String charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    StringBuilder text = new StringBuilder(new Address("bm", Bytes.copyOf(hash)).encode());
    text.setCharAt(at, charset.charAt(charset.indexOf(text.charAt(at)) ^ by));
    assertThatThrownBy(() -> Address.decode("bm", text.toString()))
        .isInstanceOf(AddressException.class)
        .hasMessageStartingWith("checksum failed");
  }

  @Test
  void hasNoAddressForOtherPrograms() {
    for (String program : new String[] {"", "51", "0014", "5120" + "00".repeat(32), "ae51"}) {
      assertThatThrownBy(() -> Address.ofProgram("bm", Bytes.fromHex(program)))
          .isInstanceOf(AddressException.class);
    }
  }
}
