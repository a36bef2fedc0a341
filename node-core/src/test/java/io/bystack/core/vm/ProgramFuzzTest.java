package io.bystack.core.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.bystack.core.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class ProgramFuzzTest {
  @FuzzTest
  void noProgramMakesTheMachineFailOtherwiseThanByItsErrors(FuzzedDataProvider data) {
    InstructionSet set =
        data.consumeBoolean() ? InstructionSet.BASE : InstructionSet.WITH_MULFRACTION;
    boolean strict = data.consumeBoolean();
    long limit = data.consumeLong(0, 200_000);
    List<Bytes> arguments = new ArrayList<>();
    for (int i = data.consumeInt(0, 6); i > 0; i--) {
      arguments.add(Bytes.wrap(data.consumeBytes(80)));
    }
    Bytes program = Bytes.wrap(data.consumeRemainingAsBytes());
    VirtualMachine.Call call = new VirtualMachine.Call(1, program, arguments);
    Execution execution =
        new VirtualMachine(set, TestContext::signedByFirstByte)
            .run(call, new TestContext(strict), limit);
    assertThat(execution.gasLeft()).isBetween(0L, limit);
    String text = new FailureText(VmError.RETURN, call, set).toString();
    assertThat(text).isNotEmpty();
    StandardPrograms.isStandard(program);
    StandardPrograms.heightLimit(program);
  }
}
