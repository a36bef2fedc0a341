package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderContractTest {
  private static final String KEY =
      "2152f8d19b791d24453242e15f2eab6cb7cffa7b6a5ed30097960e069881db12";
  private static final String SELLER = "0014350db33ee56425137f6e58cf12cf9ef793fb8eab";
  private static final String LOCKING =
      "0020" + "aa".repeat(32) + "5302e80316" + SELLER + "20" + KEY;
  private static final String EXECUTED =
      "20"
          + KEY
          + "4c5e"
          + LOCKING
          + "16"
          + SELLER
          + "02e8035320"
          + "aa".repeat(32)
          + "577a6b567a76529c641f01000064030100005679537a537aa6c37800a252797b9f9a"
          + "696c766b567a02e70302e803a6537a51557ac1696c5193c37b94c251547ac16327010000"
          + "c37b537aa602e70302e803a67600a2696c7c7b51547ac1632701000075567a567aae7cac";

  @Test
  void readsWritesAndExpandsAnOrder() {
    OrderContract order = OrderContract.of(Bytes.fromHex(LOCKING)).orElseThrow();
    assertThat(order.numerator()).isEqualTo(3);
    assertThat(order.denominator()).isEqualTo(1_000);
    assertThat(order.sellerProgram().toHex()).isEqualTo(SELLER);
    assertThat(order.program().toHex()).isEqualTo(LOCKING);
    assertThat(OrderContract.executed(Bytes.fromHex(LOCKING)).toHex()).isEqualTo(EXECUTED);
  }

  @Test
  void rebuildsCanonicallyWhatWasWrittenWithOtherPushes() {
    Bytes loose = Bytes.fromHex(LOCKING.replace("5302e803", "4c010303e80300"));
    assertThat(OrderContract.of(loose).orElseThrow().program().toHex()).isEqualTo(LOCKING);
    assertThat(OrderContract.executed(loose).toHex()).isEqualTo(EXECUTED);
  }

  @Test
  void isNoOrderWithoutAStandardSellerOrWithLongNumbers() {
    assertThat(OrderContract.of(Bytes.fromHex(LOCKING.replace("16" + SELLER, "0152")))).isEmpty();
    assertThat(OrderContract.of(Bytes.fromHex(LOCKING.replace("53", "4f")))).isEmpty();
    String nine = "09" + "00".repeat(9);
    assertThat(OrderContract.of(Bytes.fromHex(LOCKING.replace("5302", nine + "02")))).isEmpty();
    assertThat(OrderContract.of(Bytes.fromHex(SELLER))).isEmpty();
  }

  private static Throwable refusal(VaporPoolPolicy policy, Bytes... arguments) {
    SpendCommitment order =
        SpendCommitment.of(new Hash(1, 2, 3, 4), AssetAmount.btm(5), 0, Bytes.fromHex(LOCKING));
    Transaction transaction =
        VaporFormat.INSTANCE.transaction(
            TxFields.of(
                List.of(new SpendInput(order, List.of(arguments))),
                List.of(new IntraChainOutput(AssetAmount.btm(5), Bytes.fromHex(SELLER)))));
    return catchThrowable(() -> policy.checkBefore(transaction));
  }

  @Test
  void thePoolTakesCancelledOrdersAndNoTrades() {
    Bytes some = Bytes.of(1);
    for (VaporPoolPolicy policy :
        List.of(VaporPoolPolicy.reference(), VaporPoolPolicy.careful(Set.of()))) {
      assertThat(refusal(policy, some, Bytes.EMPTY, Bytes.of(2))).isNull();
      assertThat(refusal(policy, some, Bytes.of(1))).hasMessage("transaction is dust tx");
      assertThat(refusal(policy, some, some, Bytes.EMPTY)).hasMessage("transaction is dust tx");
      assertThat(refusal(policy, some, some, Bytes.of(2, 0))).hasMessage("transaction is dust tx");
    }
  }
}
