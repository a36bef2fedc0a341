package io.bystack.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Sha3Test {
  private static Hash platform(byte[] message) {
    try {
      return Hash.of(MessageDigest.getInstance("SHA3-256").digest(message));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hashesTheKnownMessages() {
    assertThat(Sha3.EMPTY.toHex())
        .isEqualTo("a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a");
    assertThat(Sha3.sha3(new byte[32]).toHex())
        .isEqualTo("9e6291970cb44dd94008c79bcaf9d86f18b4b49ba5b2a04781db7199ed3b9e4e");
  }

  @Test
  void everyLengthUpToSeveralBlocksGivesThePlatformsHash() {
    for (int length = 0; length <= 4 * Keccak.RATE + 1; length++) {
      byte[] message = new byte[length];
      for (int i = 0; i < length; i++) {
        message[i] = (byte) (31 * i + length);
      }
      assertThat(Sha3.sha3(message)).as("length " + length).isEqualTo(platform(message));
    }
  }

  @Test
  void hashesFromTheMiddleOfAnArray() {
    byte[] array = "prefix, message, rest".getBytes(StandardCharsets.UTF_8);
    assertThat(Sha3.sha3(array, 8, 7))
        .isEqualTo(platform("message".getBytes(StandardCharsets.UTF_8)));
  }

  @Provide
  Arbitrary<List<byte[]>> messages() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(500).list().ofMaxSize(40);
  }

  @Property(tries = 200)
  void batchesOfMixedLengthsGiveThePlatformsHashes(@ForAll("messages") List<byte[]> messages) {
    HashBatch batch = new HashBatch();
    for (int round = 0; round < 2; round++) {
      for (byte[] message : messages) {
        batch.message().raw(message);
        batch.end();
      }
      batch.run();
      for (int i = 0; i < messages.size(); i++) {
        assertThat(batch.result(i)).isEqualTo(platform(messages.get(i)));
      }
      batch.clear();
    }
  }

  @Property(tries = 100)
  void hashesBehindAPrefixAreHashedAgain(
      @ForAll("messages") List<byte[]> messages, @ForAll @IntRange(max = 103) int size) {
    byte[] prefix = new byte[size];
    Arrays.fill(prefix, (byte) 0xa5);
    HashPrefix outer = HashPrefix.of(Bytes.wrap(prefix));
    HashBatch batch = new HashBatch();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < messages.size(); i++) {
        batch.message().raw(messages.get(i));
        assertThat(i % 3 == 0 ? batch.end() : batch.end(outer)).isEqualTo(i);
      }
      batch.run();
      for (int i = 0; i < messages.size(); i++) {
        Hash inner = platform(messages.get(i));
        Hash expected =
            i % 3 == 0 ? inner : platform(Bytes.wrap(prefix).concat(inner.toBytes()).toArray());
        assertThat(batch.result(i)).isEqualTo(expected);
      }
      batch.clear();
    }
  }

  @Test
  void prefixesThatLeaveNoRoomAreRefused() {
    assertThatThrownBy(() -> HashPrefix.of(Bytes.wrap(new byte[HashPrefix.MAX_SIZE + 1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("104");
  }

  @Test
  void allNumbersOfLanesPermuteAlike() {
    for (HashLanes lanes : List.of(LaneChoice.ONE, LaneChoice.TWO, LaneChoice.MANY)) {
      int count = lanes.count();
      long[] states = new long[lanes.words()];
      long[][] alone = new long[count][Keccak.WORDS];
      for (int lane = 0; lane < count; lane++) {
        for (int word = 0; word < Keccak.WORDS; word++) {
          alone[lane][word] = 0x9e3779b97f4a7c15L * (1 + word + 100 * lane);
          states[word * count + lane] = alone[lane][word];
        }
        Keccak.permute(alone[lane]);
      }
      lanes.permute(states);
      for (int lane = 0; lane < count; lane++) {
        for (int word = 0; word < Keccak.WORDS; word++) {
          assertThat(states[word * count + lane]).isEqualTo(alone[lane][word]);
        }
      }
    }
  }
}
