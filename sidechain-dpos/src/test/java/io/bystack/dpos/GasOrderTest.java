package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.TransactionRules;
import io.bystack.core.consensus.TxPlace;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.vm.Opcode;
import io.bystack.core.vm.ProgramBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The reference visits inputs that pay for gas in random order (spec/02 §7.7, §8). */
class GasOrderTest {
  private static final int FREE_GAS = 160_000;
  private static final TxPlace PLACE = TxPlace.at(1);

  private final TransactionRules rules =
      new DposProtocol(
              DposNetwork.development(),
              new Federation(List.of(XPrv.root(new byte[] {1}).xpub()), 1),
              new NodeRole(Optional.empty(), SignatureAnnouncer.NONE, ConsensusEvents.NONE))
          .transactionRules();

  private static final int ITEM_BYTES = 4_000;

  /** Holds gas for so many items at a time, gives nearly all of it back, and succeeds. */
  private static Bytes holding(int items) {
    ProgramBuilder program = new ProgramBuilder().push(Bytes.wrap(new byte[ITEM_BYTES]));
    for (int i = 1; i < items; i++) {
      program.op(Opcode.DUP);
    }
    for (int i = 0; i < items; i++) {
      program.op(Opcode.DROP);
    }
    return program.push(1).build();
  }

  /** Uses up gas for as many bytes as are hashed, and succeeds. */
  private static Bytes hashing(int items) {
    ProgramBuilder program = new ProgramBuilder();
    for (int i = 0; i < items; i++) {
      program.push(Bytes.wrap(new byte[ITEM_BYTES])).op(Opcode.SHA3).op(Opcode.DROP);
    }
    return program.push(1).build();
  }

  private static Transaction spending(Bytes... programs) {
    List<SpendInput> inputs =
        IntStream.range(0, programs.length)
            .mapToObj(i ->
                new SpendInput(
                    SpendCommitment.of(new Hash(1, 2, 3, i), AssetAmount.btm(1), 0, programs[i]),
                    List.of()))
            .toList();
    return AttackChain.unsigned(
        List.copyOf(inputs), List.of(AttackChain.pay(AssetAmount.btm(programs.length))));
  }

  @Test
  void whatSucceedsInOneOrderOnlyIsNeitherRelayedNorMined() {
    Transaction lucky = spending(holding(FREE_GAS / ITEM_BYTES - 1), hashing(2));
    assertThat(rules.check(lucky, PLACE).error()).isEmpty();
    assertThat(rules.agreed(lucky, PLACE)).isFalse();
  }

  @Test
  void severalInputsThatFitTogetherAreAgreed() {
    Transaction ordinary = spending(holding(10), hashing(2));
    assertThat(rules.check(ordinary, PLACE).error()).isEmpty();
    assertThat(rules.agreed(ordinary, PLACE)).isTrue();
  }
}
