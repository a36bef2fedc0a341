package io.bystack.core.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ExecutionPropertiesTest {
  private static final List<InstructionSet> SETS =
      List.of(InstructionSet.BASE, InstructionSet.WITH_MULFRACTION);

  @Provide
  Arbitrary<Bytes> programs() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(200).map(Bytes::copyOf);
  }

  /** Instructions with plausible operands before them: random bytes mostly end at once. */
  @Provide
  Arbitrary<Bytes> livelyPrograms() {
    Arbitrary<Bytes> push =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(9).map(b -> pushed(Bytes.copyOf(b)));
    Arbitrary<Bytes> number = Arbitraries.longs().between(-2, 70).map(n -> number(n));
    Arbitrary<Bytes> op = Arbitraries.integers().between(0x61, 0xcd).map(Bytes::of);
    return Arbitraries.frequencyOf(Tuple.of(2, push), Tuple.of(3, number), Tuple.of(3, op))
        .list()
        .ofMaxSize(60)
        .map(parts -> parts.stream().reduce(Bytes.EMPTY, Bytes::concat));
  }

  private static Bytes pushed(Bytes data) {
    return ProgramBuilder.pushdata(data);
  }

  private static Bytes number(long n) {
    return new ProgramBuilder().push(n).build();
  }

  @Property(tries = 2_000)
  void gasStaysBetweenZeroAndTheLimit(
      @ForAll("programs") Bytes program,
      @ForAll @Size(max = 5) List<byte[]> arguments,
      @ForAll @LongRange(max = 40_000) long limit) {
    checkGas(program, arguments, limit);
  }

  @Property(tries = 3_000)
  void gasOfLivelyProgramsStaysBetweenZeroAndTheLimit(
      @ForAll("livelyPrograms") Bytes program,
      @ForAll @Size(max = 5) List<byte[]> arguments,
      @ForAll @LongRange(max = 40_000) long limit) {
    checkGas(program, arguments, limit);
  }

  private static void checkGas(Bytes program, List<byte[]> arguments, long limit) {
    List<Bytes> copies = arguments.stream().map(Bytes::copyOf).toList();
    for (InstructionSet set : SETS) {
      VirtualMachine machine = new VirtualMachine(set, TestContext::signedByFirstByte);
      VirtualMachine.Call call = new VirtualMachine.Call(1, program, copies);
      Execution first = machine.run(call, new TestContext(false), limit);
      Execution second = machine.run(call, new TestContext(false), limit);
      assertThat(first.gasLeft()).isBetween(0L, limit).isEqualTo(second.gasLeft());
      assertThat(first.error()).isEqualTo(second.error());
      assertThat(first.dataStack()).isEqualTo(second.dataStack());
    }
    for (int i = 0; i < copies.size(); i++) {
      assertThat(copies.get(i)).isEqualTo(Bytes.copyOf(arguments.get(i)));
    }
  }

  /**
   * What text can express: names, pushes of some data in the shortest form, jumps to instructions.
   */
  @Provide
  Arbitrary<Bytes> expressible() {
    List<Integer> plain = new ArrayList<>();
    for (int code = 0x61; code < 0x100; code++) {
      Opcode row = InstructionSet.WITH_MULFRACTION.at(code);
      if (row != Opcode.EXPANSION && row != Opcode.JUMP && row != Opcode.JUMPIF) {
        plain.add(code);
      }
    }
    Arbitrary<Bytes> op = Arbitraries.of(plain).map(Bytes::of);
    Arbitrary<Bytes> push =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMinSize(1)
            .ofMaxSize(300)
            .map(b -> pushed(Bytes.copyOf(b)));
    Arbitrary<Bytes> jump =
        Arbitraries.of(Opcode.JUMP, Opcode.JUMPIF)
            .map(opcode -> new ProgramBuilder().jump(opcode, 0).build());
    return Arbitraries.oneOf(op, push, jump)
        .list()
        .ofMaxSize(40)
        .map(parts -> parts.stream().reduce(Bytes.EMPTY, Bytes::concat));
  }

  @Property(tries = 1_000)
  void textOfAProgramAssemblesToIt(@ForAll("expressible") Bytes program) throws Exception {
    String text = Disassembler.disassemble(InstructionSet.WITH_MULFRACTION, program);
    assertThat(Assembler.assemble(InstructionSet.WITH_MULFRACTION, text)).isEqualTo(program);
  }

  @Property(tries = 1_000)
  void numbersSurviveTheirEncoding(@ForAll long number) throws VmException {
    assertThat(VmInteger.decode(VmInteger.encode(number))).isEqualTo(number);
  }
}
