package io.bystack.core.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The native way and the machine must agree to the unit, at every limit. */
class StandardSpendsPropertiesTest {
  private static final SignatureVerifier VERIFIER = TestContext::signedByFirstByte;
  private static final ExecutionContext CONTEXT = new TestContext(true);

  record Spend(Bytes program, List<Bytes> arguments) {}

  private static Bytes key(int first) {
    byte[] key = new byte[32];
    key[0] = (byte) first;
    return Bytes.wrap(key);
  }

  private static Bytes signature(int first, int length) {
    byte[] signature = new byte[length];
    if (length > 0) {
      signature[0] = (byte) first;
    }
    return Bytes.wrap(signature);
  }

  @Provide
  Arbitrary<Spend> spendsByKey() {
    return Arbitraries.integers()
        .between(0, 3)
        .list()
        .ofSize(4)
        .map(choice -> {
          List<Bytes> arguments = new ArrayList<>();
          if (choice.get(0) == 0) {
            arguments.add(Bytes.of(7));
          }
          arguments.add(signature(choice.get(1) == 0 ? 2 : 1, choice.get(2) == 0 ? 63 : 64));
          arguments.add(choice.get(3) == 0 ? key(2) : key(1));
          return new Spend(StandardPrograms.payToKey(key(1)), arguments);
        });
  }

  /** One way of n keys, m signatures of chosen keys, the script possibly another one. */
  private static Spend byScript(int keys, int quorum, List<Integer> signers, boolean foreign) {
    List<Bytes> publicKeys = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      publicKeys.add(key(i + 1));
    }
    Bytes script = StandardPrograms.multisig(publicKeys, quorum);
    List<Bytes> arguments = new ArrayList<>();
    signers.forEach(signer -> arguments.add(signature(signer, 64)));
    arguments.add(foreign ? StandardPrograms.multisig(publicKeys, keys) : script);
    return new Spend(StandardPrograms.payToScript(script), arguments);
  }

  @Property(tries = 3_000)
  void agreesOnKeys(
      @ForAll("spendsByKey") Spend spend, @ForAll @LongRange(max = 4_000) long limit) {
    compare(spend, limit);
  }

  @Property(tries = 4_000)
  void agreesOnMultisig(
      @ForAll @IntRange(min = 1, max = 16) int keys,
      @ForAll @IntRange(min = 1, max = 16) int quorum,
      @ForAll boolean foreign,
      @ForAll @LongRange(max = 24_000) long limit,
      @ForAll("signers") List<Integer> signers) {
    compare(byScript(keys, Math.min(quorum, keys), signers, foreign), limit);
  }

  @Provide
  Arbitrary<List<Integer>> signers() {
    return Arbitraries.integers()
        .between(1, 4)
        .list()
        .ofMaxSize(4)
        .map(l -> l.stream().sorted().toList());
  }

  /** Around the peak, where the native way has to give up, every limit counts. */
  @Property(tries = 60)
  void agreesAtEveryLimitAroundThePeak(@ForAll @IntRange(min = 1, max = 6) int keys) {
    Spend spend = byScript(keys, 1, List.of(keys), false);
    long used = 0;
    for (long limit = 1_000; limit < 12_000; limit++) {
      used += compare(spend, limit) ? 1 : 0;
    }
    assertThat(used).isPositive();
    Spend simple = new Spend(StandardPrograms.payToKey(key(1)), List.of(signature(1, 64), key(1)));
    for (long limit = 1_000; limit < 3_000; limit++) {
      used += compare(simple, limit) ? 1 : 0;
    }
  }

  private static boolean compare(Spend spend, long limit) {
    Optional<StandardSpends.Outcome> outcome =
        new StandardSpends(VERIFIER).judge(spend.program(), spend.arguments(), CONTEXT, limit);
    if (outcome.isEmpty()) {
      return false;
    }
    VirtualMachine.Call call =
        new VirtualMachine.Call(1, StandardPrograms.executed(spend.program()), spend.arguments());
    Execution execution =
        new VirtualMachine(InstructionSet.BASE, VERIFIER).run(call, CONTEXT, limit);
    assertThat(outcome.get().failure()).isEqualTo(execution.error());
    if (execution.succeeded()) {
      assertThat(limit - outcome.get().gasUsed()).isEqualTo(execution.gasLeft());
    }
    return true;
  }
}
