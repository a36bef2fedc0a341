package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bytes to program text (spec/02 §5.3, §5.4). */
public final class Disassembler {
  private static final List<String> WORDS =
      List.of(
          "alpha",
          "bravo",
          "charlie",
          "delta",
          "echo",
          "foxtrot",
          "golf",
          "hotel",
          "india",
          "juliet",
          "kilo",
          "lima",
          "mike",
          "november",
          "oscar",
          "papa",
          "quebec",
          "romeo",
          "sierra",
          "tango",
          "uniform",
          "victor",
          "whisky",
          "xray",
          "yankee",
          "zulu");

  private Disassembler() {}

  /**
   * The instructions joined by blanks, with labels for jump targets.
   *
   * @throws VmException if the program does not decode
   */
  public static String disassemble(InstructionSet instructions, Bytes program) throws VmException {
    List<Instruction> parsed = Instruction.parse(program);
    Map<Long, String> labels = labels(parsed);
    StringBuilder text = new StringBuilder();
    for (Instruction instruction : parsed) {
      label(text, labels, instruction.offset());
      word(text).append(text(instructions, instruction, labels));
    }
    label(text, labels, program.length());
    return text.toString();
  }

  private static StringBuilder word(StringBuilder text) {
    return text.isEmpty() ? text : text.append(' ');
  }

  private static void label(StringBuilder text, Map<Long, String> labels, long offset) {
    String label = labels.get(offset);
    if (label != null) {
      word(text).append('$').append(label);
    }
  }

  private static Map<Long, String> labels(List<Instruction> parsed) {
    Map<Long, String> labels = new HashMap<>();
    for (Instruction instruction : parsed) {
      if (instruction.isJump()) {
        labels.computeIfAbsent(instruction.target(), target -> labelName(labels.size()));
      }
    }
    return labels;
  }

  private static String labelName(int index) {
    String word = WORDS.get(index % WORDS.size());
    int round = index / WORDS.size();
    return round == 0 ? word : word + (round + 1);
  }

  private static String text(
      InstructionSet instructions, Instruction instruction, Map<Long, String> labels) {
    String name = instructions.nameOf(instruction.code());
    if (instruction.isJump()) {
      return name + ":$" + labels.get(instruction.target());
    }
    return instruction.data().isEmpty() ? name : "0x" + instruction.data().toHex();
  }

  /**
   * One line per instruction, each with its name, a blank, the hex digits of its data and a
   * newline: what the API's decode-program shows.
   *
   * @throws VmException if the program does not decode
   */
  public static String listing(InstructionSet instructions, Bytes program) throws VmException {
    StringBuilder text = new StringBuilder();
    for (Instruction instruction : Instruction.parse(program)) {
      text.append(instructions.nameOf(instruction.code()))
          .append(' ')
          .append(instruction.data().toHex())
          .append('\n');
    }
    return text.toString();
  }
}
