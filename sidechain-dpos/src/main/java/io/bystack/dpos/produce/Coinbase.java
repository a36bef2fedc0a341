package io.bystack.dpos.produce;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxFields;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.dpos.Reward;
import io.bystack.dpos.VaporFormat;
import java.util.ArrayList;
import java.util.List;

/** The canonical first transaction of a block (spec/07 §3.4). */
final class Coinbase {
  private Coinbase() {}

  /**
   * Nothing to the producer, which only names it, then what is due.
   *
   * @param program where the producer's rewards of this block will go
   * @param note bytes of the operator behind the height
   * @throws IllegalArgumentException if height and note are longer than {@code limit}
   */
  static Transaction of(long height, Bytes program, Bytes note, List<Reward> due, int limit) {
    Bytes arbitrary = Bytes.of(0).concat(Bytes.utf8(Long.toString(height))).concat(note);
    if (arbitrary.length() > limit) {
      throw new IllegalArgumentException(
          "coinbase arbitrary size is larger than limit: %d bytes, at most %d"
              .formatted(arbitrary.length(), limit));
    }
    List<TxInput> inputs = List.of(new CoinbaseInput(arbitrary));
    List<TxOutput> outputs = new ArrayList<>();
    outputs.add(new IntraChainOutput(AssetAmount.btm(0), program));
    due.forEach(r -> outputs.add(new IntraChainOutput(AssetAmount.btm(r.amount()), r.program())));
    return VaporFormat.INSTANCE.transaction(TxFields.of(inputs, outputs));
  }
}
