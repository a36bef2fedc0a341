package io.bystack.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
  private static final String KEY =
      "fbe1612e8cb06ee1246d030fc87b8b329b2fc40de1ba9c4675ae7ac02bf7d055";

  @Test
  void agreesOnTheKeyOfTheSpecification() {
    try (BoxKeyPair a = pair("dfd8a5b5d712e48b3f81e4616d51ffaffb88d1973acd673eecca215e0d18b768");
        BoxKeyPair b = pair("3938afd58720b622950460533061c52e6cc58ef497274e64dbcdb6891e3b5202")) {
      assertThat(a.publicKey().toHex())
          .isEqualTo("911648130ec47a99fe2ab12ae2cd35b387794a5b412c54c94532f25f96f3bd45");
      assertThat(a.sharedKey(b.publicKey())).isEqualTo(hex(KEY));
      assertThat(b.sharedKey(a.publicKey())).isEqualTo(hex(KEY));
      assertThat(a.toString()).doesNotContain("dfd8");
    }
  }

  @Test
  void takesRemoteKeysOfSmallOrder() {
    try (BoxKeyPair a = pair("dfd8a5b5d712e48b3f81e4616d51ffaffb88d1973acd673eecca215e0d18b768")) {
      assertThat(a.sharedKey(Bytes.wrap(new byte[32]))).hasSize(32);
    }
  }

  @Test
  void sealsTheFirstRecordOfTheSpecification() {
    byte[] record = new byte[1026];
    byte[] message =
        hex(
            "01180dd77f4fd087542e7b8728e95cb2c15cc3a48eb74139eff42e05faa2362e38"
                + "015448af474d6e43cf5a43d5a2d4a611defd6ca376221dbfaf8e4688cb5487ba8f"
                + "63053122ad5678af4b95fb5c329006dab98f24d2cc1e3dc7954e3a6c86f97607");
    record[1] = (byte) message.length;
    System.arraycopy(message, 0, record, 2, message.length);
    byte[] sealed =
        new SecretBox(hex(KEY))
            .seal(hex("1e30197e6f737e178abedaa7d2954bc945a8636600000000"), record);
    assertThat(Bytes.wrap(sealed).toHex())
        .startsWith("14ebdbe6fc5444d95f299c7a185311c755659be699993d18")
        .hasSize(2 * 1042);
  }

  @Property(tries = 200)
  void opensWhatItSealedAndNothingElse(
      @ForAll @Size(32) byte[] key,
      @ForAll @Size(24) byte[] nonce,
      @ForAll @Size(max = 300) byte[] message,
      @ForAll @IntRange(max = 9999) int change) {
    SecretBox box = new SecretBox(key);
    byte[] sealed = box.seal(nonce, message);
    byte[] opened = new byte[message.length];
    assertThat(box.open(nonce, sealed, 0, sealed.length, opened, 0)).isTrue();
    assertThat(opened).isEqualTo(message);
    sealed[change % sealed.length] ^= (byte) (1 << (change % 8));
    byte[] untouched = new byte[message.length];
    assertThat(box.open(nonce, sealed, 0, sealed.length, untouched, 0)).isFalse();
    assertThat(untouched).isEqualTo(new byte[message.length]);
    assertThat(box.open(nonce, sealed, 0, 15, untouched, 0)).isFalse();
  }

  private static BoxKeyPair pair(String privateKey) {
    return BoxKeyPair.of(hex(privateKey));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
