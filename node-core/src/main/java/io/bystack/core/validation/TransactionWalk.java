package io.bystack.core.validation;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.IssuanceInput;
import io.bystack.core.model.Program;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.UnknownInput;
import java.util.List;

/**
 * One validation of one transaction: the checks that chains share, to be called in a chain's order,
 * and the gas account they work on (spec/02 §7.3–§7.6). Not thread-safe; used once.
 */
public final class TransactionWalk {
  private final Transaction tx;
  private final ValidationContext context;
  private final WalkRules rules;
  private final GasState gas;
  private final boolean[] checked;
  private long[] used;
  private long gasAtStart;
  private boolean muxChecked;
  private boolean heightBound;

  TransactionWalk(Transaction tx, ValidationContext context, WalkRules rules) {
    this.tx = tx;
    this.context = context;
    this.rules = rules;
    this.gas = new GasState(rules.gas());
    this.checked = new boolean[tx.inputs().size()];
  }

  public Transaction transaction() {
    return tx;
  }

  public ValidationContext context() {
    return context;
  }

  public GasState gas() {
    return gas;
  }

  TxVerdict verdict(TxError error) {
    return gas.verdict(error, heightBound);
  }

  /** Versions, size, time range (spec/02 §7.3.1–3); also inputs no version of the rules knows. */
  public void checkPrelude() throws TxException {
    for (int i = 0; i < tx.inputs().size(); i++) {
      if (tx.inputs().get(i) instanceof UnknownInput unknown) {
        String facts = "asset version " + unknown.assetVersion() + ", expected 1";
        throw TxException.of(TxRule.ENTRY_TYPE, "input " + i, facts);
      }
    }
    if (context.version() == 1 && tx.version() != 1) {
      throw TxException.of(TxRule.TX_VERSION, "", "version " + tx.version() + ", expected 1");
    }
    if (tx.serializedSize() == 0) {
      throw TxException.of(TxRule.WRONG_TRANSACTION_SIZE);
    }
    if (tx.timeRange() != 0 && Long.compareUnsigned(tx.timeRange(), context.height()) < 0) {
      String facts = "up to block " + tx.timeRange() + ", this is block " + context.height();
      throw TxException.of(TxRule.BAD_TIME_RANGE, "", facts);
    }
  }

  /** No slot in the list of input ids may be empty: two inputs must not be one entry (§7.3.4). */
  public void checkInputIds() throws TxException {
    for (int i = 0; i < tx.inputs().size(); i++) {
      if (tx.inputId(i).isZero()) {
        throw TxException.atInput(TxRule.EMPTY_INPUT_IDS, i);
      }
    }
  }

  /** Whether there is nothing to walk: an error in version 1, and else the end (§7.4.1). */
  public boolean hasNoResults() throws TxException {
    if (!tx.outputs().isEmpty()) {
      return false;
    }
    if (tx.version() == 1) {
      throw TxException.of(TxRule.EMPTY_RESULTS);
    }
    return true;
  }

  /** Balance, fee, and all inputs (§7.5); the second time it does nothing. */
  public void checkMux() throws TxException {
    if (muxChecked) {
      return;
    }
    muxChecked = true;
    openAccount(sums());
    for (int i = 0; i < checked.length; i++) {
      if (paysForGas(i)) {
        checkEntry(i);
      }
    }
    gas.secure();
    for (int i = 0; i < checked.length; i++) {
      checkEntry(i);
      if (lastWithEntryOf(i) != i) {
        throw TxException.atInput(TxRule.MISMATCHED_POSITION, i);
      }
    }
  }

  private AssetSums sums() throws TxException {
    AssetSums sums = new AssetSums();
    for (int i = 0; i < checked.length; i++) {
      sums.add(valueOf(tx.inputs().get(i)), i);
    }
    for (int i = 0; i < tx.outputs().size(); i++) {
      sums.subtract(tx.outputs().get(i).value(), i);
    }
    return sums;
  }

  private AssetAmount valueOf(TxInput input) {
    return input instanceof CoinbaseInput
        ? rules.coinbaseValue().apply(tx.outputs())
        : input.value().orElseThrow();
  }

  private void openAccount(AssetSums sums) throws TxException {
    sums.requireBalance();
    if (rules.gas().creditIsGranted() || sums.hasBtm()) {
      gas.open(sums.btm(), tx.serializedSize());
    }
    gasAtStart = gas.left();
  }

  private boolean paysForGas(int index) {
    TxInput input = tx.inputs().get(index);
    return input instanceof CoinbaseInput
        || (!(input instanceof IssuanceInput) && input.value().orElseThrow().asset().isBtm());
  }

  /** Checks the entry of an input, unless that has been done. */
  private void checkEntry(int index) throws TxException {
    int owner = lastWithEntryOf(index);
    if (checked[owner]) {
      return;
    }
    long before = gas.left();
    rules.inputs().check(this, owner);
    checked[owner] = true;
    recordUse(owner, before - gas.left());
  }

  /** Two inputs with one entry share it, and it is the last one's (below the height of §7.3.4). */
  private int lastWithEntryOf(int index) {
    if (!tx.inputId(index).isZero()) {
      return index;
    }
    int last = index;
    for (int i = index + 1; i < checked.length; i++) {
      if (tx.inputEntryId(i).equals(tx.inputEntryId(index))) {
        last = i;
      }
    }
    return last;
  }

  private void recordUse(int index, long amount) {
    if (checked.length > 1) {
      if (used == null) {
        used = new long[checked.length];
      }
      used[index] = amount;
    }
  }

  /** Whether every gas input also succeeds after all the others. */
  boolean succeedsInAnyOrder() throws TxException {
    if (used == null) {
      return true;
    }
    long total = 0;
    for (int i = 0; i < used.length; i++) {
      total += paysForGas(i) ? used[i] : 0;
    }
    for (int i = 0; i < used.length; i++) {
      TxInput input = tx.inputs().get(i);
      if (paysForGas(i) && used[i] > 0) {
        Program program = input.commitment().orElseThrow().program();
        runWith(i, program, input.arguments(), gasAtStart - total + used[i]);
      }
    }
    return true;
  }

  /** Runs an input's program and charges what it uses. */
  public void run(int index, Program program, List<Bytes> arguments) throws TxException {
    gas.use(runWith(index, program, arguments, gas.left()));
  }

  /** Runs an input's program with gas of its own, which is not accounted for. */
  public void runFree(int index, Program program, List<Bytes> arguments) throws TxException {
    runWith(index, program, arguments, rules.gas().defaultCredit());
  }

  private long runWith(int index, Program program, List<Bytes> arguments, long limit)
      throws TxException {
    InputContext input = new InputContext(tx, index, context.height());
    try {
      return rules.programs().run(program, arguments, input, limit);
    } catch (ProgramRunner.Failure e) {
      throw e.at(index);
    } finally {
      heightBound |= input.heightSeen();
    }
  }

  /** The rules of a coinbase input, whose arbitrary bytes have a limit (§7.6). */
  public void checkCoinbase(int index, CoinbaseInput input, int limit) throws TxException {
    if (!context.firstInBlock()) {
      throw TxException.atInput(TxRule.WRONG_COINBASE_TRANSACTION, index);
    }
    if (!valueOf(input).asset().isBtm()) {
      throw TxException.atInput(TxRule.WRONG_COINBASE_ASSET, index);
    }
    int size = input.arbitrary().length();
    if (size > limit) {
      String facts = size + " bytes, at most " + limit;
      throw TxException.of(TxRule.COINBASE_ARBITRARY_OVERSIZE, "input " + index, facts);
    }
    gas.waiveStorage();
  }
}
