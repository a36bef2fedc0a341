package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which spends of exchange orders the pool takes. */
class OrderInPoolTest {
  private static final Bytes SELLER = Bytes.fromHex("0014350db33ee56425137f6e58cf12cf9ef793fb8eab");
  private static final Bytes ORDER =
      new OrderContract(
              Bytes.fromHex("aa".repeat(32)), 3, 1_000, SELLER, Bytes.fromHex("21".repeat(32)))
          .program();

  private static Transaction spend(Bytes program, Bytes... arguments) {
    SpendCommitment order =
        SpendCommitment.of(new Hash(1, 2, 3, 4), AssetAmount.btm(1_000), 0, program);
    return VaporFormat.INSTANCE.transaction(
        TxFields.of(
            List.of(new SpendInput(order, List.of(arguments))),
            List.of(new IntraChainOutput(AssetAmount.btm(1_000), SELLER))));
  }

  private static void take(Transaction transaction) throws RuleViolation {
    VaporPoolPolicy.careful(Set.of()).checkBefore(transaction);
    VaporPoolPolicy.reference().checkBefore(transaction);
  }

  @Test
  void anOrderMayBeCancelled() throws RuleViolation {
    Bytes signature = Bytes.wrap(new byte[64]);
    take(spend(ORDER, signature, Bytes.EMPTY, Bytes.of(2)));
    assertThat(OrderContract.of(ORDER)).isPresent();
  }

  @Test
  void tradesAreDust() {
    for (Transaction trade :
        List.of(
            spend(ORDER, Bytes.of(1), Bytes.of(1), Bytes.EMPTY),
            spend(ORDER, Bytes.EMPTY, Bytes.of(1)),
            spend(ORDER, Bytes.of(9), Bytes.of(1), Bytes.EMPTY, Bytes.of(2)))) {
      assertThatThrownBy(() -> take(trade)).hasMessage("transaction is dust tx");
    }
  }

  @Test
  void otherProgramsTakeAnyArguments() throws RuleViolation {
    Transaction other = spend(SELLER, Bytes.EMPTY, Bytes.of(1));
    take(other);
    assertThat(other.inputs()).hasSize(1);
  }
}
