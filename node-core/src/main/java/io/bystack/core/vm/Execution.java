package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * One run of a program and, when it is over, its outcome. Gas is exact to the unit in every state,
 * failures included, because a parent program is refunded from what a failed predicate leaves
 * (spec/02 §1.4). Not thread-safe.
 */
public final class Execution {
  /** What a run and the predicates it evaluates have in common. */
  record Scene(
      VirtualMachine machine,
      VirtualMachine.Call call,
      ExecutionContext context,
      Optional<ExecutionTrace> trace) {}

  private final Scene scene;
  private final ExecutionTrace trace;
  private final InstructionSet instructions;
  private final Bytes code;
  private final boolean reserved;
  private final int depth;
  private final Execution parent;
  private final ByteStack data = new ByteStack();
  private ByteStack alt;
  private long gas;
  private long deferred;
  private int pc;
  private int nextPc;
  private VmError error;
  private Execution predicate;

  Execution(Scene scene, long gas) {
    this(scene, scene.call().code(), gas, null);
  }

  private Execution(Scene scene, Bytes code, long gas, Execution parent) {
    this.scene = scene;
    this.trace = scene.trace().orElse(null);
    this.instructions = scene.machine().instructions();
    this.code = code;
    this.gas = gas;
    this.parent = parent;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.reserved = parent == null && scene.context().forbidsExpansion();
  }

  /** Gas left. */
  public long gasLeft() {
    return gas;
  }

  /** Why the program failed; empty if it succeeded or still runs. */
  public Optional<VmError> error() {
    return Optional.ofNullable(error);
  }

  public boolean succeeded() {
    return error == null;
  }

  /** The data stack, bottom first. */
  public List<Bytes> dataStack() {
    return data.toList();
  }

  /** The alternative stack, bottom first. */
  public List<Bytes> altStack() {
    return alt == null ? List.of() : alt.toList();
  }

  /** How many predicates this run is inside of. */
  public int depth() {
    return depth;
  }

  /** Offset of the current instruction. */
  public int programCounter() {
    return pc;
  }

  /** The bytes being run. */
  public Bytes code() {
    return code;
  }

  /** Pushes the arguments, runs to the end and judges the result (spec/02 §1.3). */
  void verify() {
    if (scene.call().vmVersion() != VirtualMachine.VERSION) {
      error = VmError.UNSUPPORTED_VM;
      return;
    }
    try {
      for (Bytes argument : scene.call().arguments()) {
        push(argument);
      }
    } catch (VmException e) {
      error = e.error();
      return;
    }
    runToEnd();
    if (error == null && hasFalseResult()) {
      error = VmError.FALSE_VM_RESULT;
    }
  }

  /** Runs this and all predicates. A loop, not a recursion: nesting is bounded by gas alone. */
  private void runToEnd() {
    Execution current = this;
    while (true) {
      current.advance();
      if (current.predicate != null) {
        current = current.predicate;
      } else if (current == this) {
        return;
      } else {
        current.parent.endPredicate();
        current = current.parent;
      }
    }
  }

  private boolean hasFalseResult() {
    return data.size() == 0 || !VmInteger.isTrue(data.top());
  }

  /** Steps until the program has ended or a predicate is to be run first. */
  private void advance() {
    try {
      while (error == null && predicate == null && pc < code.length()) {
        step();
      }
    } catch (VmException e) {
      error = e.error();
    }
  }

  private void step() throws VmException {
    int end = Instruction.end(code, pc);
    int byteCode = code.unsigned(pc);
    Opcode opcode = instructions.at(byteCode);
    if (trace != null) {
      trace.beforeStep(this, byteCode, Instruction.data(code, pc, end));
    }
    if (opcode == Opcode.EXPANSION) {
      if (reserved) {
        throw VmError.DISALLOWED_OPCODE.exception();
      }
      pc = end;
      charge(opcode.cost());
      return;
    }
    deferred = 0;
    nextPc = end;
    charge(opcode.cost());
    Dispatch.execute(this, opcode, end);
    if (predicate == null) {
      charge(deferred);
      pc = nextPc;
    }
  }

  /** Starts a predicate with the top {@code count} items of this run's data stack. */
  void startPredicate(Bytes program, int count, long limit) {
    predicate = new Execution(scene, program, limit, this);
    data.moveTop(count, predicate.data);
  }

  /** Takes over what the ended predicate left and ends the step that started it (spec/02 §4.9). */
  private void endPredicate() {
    Execution ended = predicate;
    predicate = null;
    defer(-ended.gas);
    defer(-ended.data.worth());
    defer(ended.alt == null ? 0 : -ended.alt.worth());
    pushDeferred(VmInteger.bool(ended.error == null && !ended.hasFalseResult()));
    try {
      charge(deferred);
      pc = nextPc;
    } catch (VmException e) {
      error = e.error();
    }
  }

  ExecutionContext context() {
    return scene.context();
  }

  SignatureVerifier signatures() {
    return scene.machine().signatures();
  }

  /** The program of the outermost run. */
  Bytes topCode() {
    return scene.call().code();
  }

  boolean reserved() {
    return reserved;
  }

  /** What the instruction being executed, which ends at {@code end}, carries. */
  Bytes operand(int end) {
    return Instruction.data(code, pc, end);
  }

  ByteStack data() {
    return data;
  }

  ByteStack alt() {
    if (alt == null) {
      alt = new ByteStack();
    }
    return alt;
  }

  /** Continues at an unsigned 32-bit offset; at or behind the end, the run ends. */
  void jumpTo(long target) {
    nextPc = (int) Math.min(target, code.length());
  }

  void charge(long amount) throws VmException {
    if (amount > gas) {
      gas = 0;
      throw VmError.RUN_LIMIT_EXCEEDED.exception();
    }
    gas -= amount;
  }

  void defer(long amount) {
    deferred += amount;
  }

  void push(Bytes item) throws VmException {
    charge(ByteStack.worth(item));
    data.push(item);
  }

  void pushDeferred(Bytes item) {
    deferred += ByteStack.worth(item);
    data.push(item);
  }

  void pushDeferred(boolean value) {
    pushDeferred(VmInteger.bool(value));
  }

  void pushDeferred(long value) {
    pushDeferred(VmInteger.encode(value));
  }

  Bytes pop() throws VmException {
    data.requireDepth(1);
    Bytes item = data.pop();
    gas += ByteStack.worth(item);
    return item;
  }

  Bytes popDeferred() throws VmException {
    data.requireDepth(1);
    Bytes item = data.pop();
    deferred -= ByteStack.worth(item);
    return item;
  }

  long popIntDeferred() throws VmException {
    return VmInteger.decode(popDeferred());
  }

  /** As {@link #popIntDeferred()}; a negative number fails with {@link VmError#BAD_VALUE}. */
  long popCountDeferred() throws VmException {
    long value = popIntDeferred();
    if (value < 0) {
      throw VmError.BAD_VALUE.exception();
    }
    return value;
  }
}
