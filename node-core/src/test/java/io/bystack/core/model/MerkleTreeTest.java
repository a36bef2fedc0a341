package io.bystack.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleTreeTest {
  private static List<Hash> ids(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Hash.fromHex(String.format("%02x", i).repeat(32)))
        .toList();
  }

  /** The definition of spec/01 §9.1, split from the top. */
  private static Hash rootByDefinition(List<Hash> ids) {
    if (ids.size() == 1) {
      return MerkleTree.leaf(ids.getFirst());
    }
    int split = MerkleTree.split(ids.size());
    return MerkleTree.node(
        rootByDefinition(ids.subList(0, split)), rootByDefinition(ids.subList(split, ids.size())));
  }

  @Property(tries = 130)
  void rootsFollowTheDefinition(@ForAll @IntRange(min = 1, max = 130) int count) {
    assertThat(MerkleTree.transactionRoot(ids(count))).isEqualTo(rootByDefinition(ids(count)));
  }

  @Example
  void fiveLeavesGiveTheWorkedExample() {
    List<Hash> ids = ids(5);
    MerkleProof proof = MerkleProof.ofTransactions(ids, List.of(ids.get(1), ids.get(4)));
    assertThat(MerkleTree.transactionRoot(ids).toHex())
        .isEqualTo("6f1953e2cb0f833dc620f8bc507dbb436def54f9e513ac662bb429fe587a1029");
    assertThat(proof.flags()).isEqualTo(Bytes.of(1, 1, 1, 0, 2, 0, 2));
    assertThat(proof.hashes())
        .containsExactly(
            MerkleTree.leaf(ids.get(0)),
            MerkleTree.leaf(ids.get(1)),
            MerkleTree.node(MerkleTree.leaf(ids.get(2)), MerkleTree.leaf(ids.get(3))),
            MerkleTree.leaf(ids.get(4)));
  }

  @Property(tries = 300)
  void honestProofsPassAndNothingElsePassesTheStrictVerifier(
      @ForAll @IntRange(min = 1, max = 40) int count, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Hash> ids = ids(count);
    List<Hash> related = ids.stream().filter(id -> random.nextInt(3) == 0).toList();
    Hash root = MerkleTree.transactionRoot(ids);
    MerkleProof proof = MerkleProof.ofTransactions(ids, related);
    assertThat(proof.verifyTransactions(related, root)).isTrue();
    assertThat(proof.verifyTransactionsStrictly(related, root)).isTrue();

    List<Hash> more = new ArrayList<>(proof.hashes());
    more.add(root);
    MerkleProof leftOver = new MerkleProof(more, proof.flags());
    assertThat(leftOver.verifyTransactions(related, root)).isTrue();
    assertThat(leftOver.verifyTransactionsStrictly(related, root)).isFalse();
    MerkleProof flagLeft = new MerkleProof(proof.hashes(), proof.flags().concat(Bytes.of(0)));
    assertThat(flagLeft.verifyTransactionsStrictly(related, root)).isFalse();
    List<Hash> stranger = new ArrayList<>(related);
    stranger.add(Hash.ZERO.equals(ids.getLast()) ? root : Hash.fromHex("ff".repeat(32)));
    assertThat(proof.verifyTransactionsStrictly(stranger, root)).isFalse();
  }

  @Example
  void endlessParentsAreJudgedWithoutRecursion() {
    byte[] flags = new byte[1 << 20];
    Arrays.fill(flags, (byte) MerkleProof.PARENT);
    MerkleProof proof = new MerkleProof(List.of(Hash.ZERO), Bytes.wrap(flags));
    assertThat(proof.verifyTransactions(List.of(), Hash.ZERO)).isFalse();
  }

  @Example
  void statusHasItsJsonStorageFormAndRoot() throws DecodeException {
    TxStatus status = new TxStatus(List.of(false, true));
    assertThat(status.toJson())
        .isEqualTo("{\"version\":1,\"verify_status\":[{},{\"status_fail\":true}]}");
    assertThat(status.toProtobuf()).isEqualTo(Bytes.fromHex("0801120012020801"));
    assertThat(TxStatus.fromProtobuf(status.toProtobuf())).isEqualTo(status);
    assertThat(new TxStatus(List.of(false, true, false)).root().toHex())
        .isEqualTo("7880174399664d8a74e88c7a84c08e7160ddda1d89c1d43240dcb4feb4385241");
  }

  @Example
  void assetAmountJsonLeavesOutWhatIsAbsentOrZero() {
    assertThat(HashJson.of(AssetAmount.ABSENT).toString()).isEqualTo("{}");
    assertThat(HashJson.of(AssetAmount.btm(5)).toString())
        .isEqualTo("{\"asset_id\":\"" + "ff".repeat(32) + "\",\"amount\":5}");
  }
}
