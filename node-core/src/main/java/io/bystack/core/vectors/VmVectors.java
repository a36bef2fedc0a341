package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.vm.Assembler;
import io.bystack.core.vm.Disassembler;
import io.bystack.core.vm.Execution;
import io.bystack.core.vm.InstructionSet;
import io.bystack.core.vm.ProgramTextException;
import io.bystack.core.vm.VirtualMachine;
import io.bystack.core.vm.VmError;
import io.bystack.core.vm.VmException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Topic {@code vm} without whole transactions: runs of programs and program text, for both sets.
 */
public final class VmVectors implements VectorCheck {
  private static final Set<String> FILES =
      Set.of(
          "programs.jsonl",
          "aliasing.jsonl",
          "assemble.jsonl",
          "disassemble.jsonl",
          "contexts.json");

  /** What a run ended with. */
  private record Outcome(String error, long gasLeft, List<Bytes> stack, List<Bytes> alt) {
    static Outcome of(Execution execution) {
      return new Outcome(
          execution.error().map(VmError::errorName).orElse(""),
          execution.gasLeft(),
          execution.dataStack(),
          execution.altStack());
    }

    static Outcome of(JsonNode row) {
      return new Outcome(
          row.path("err").asText(),
          row.path("gas_left").asLong(),
          strings(row.path("stack")),
          strings(row.path("alt")));
    }
  }

  @Override
  public boolean handles(String fileName) {
    return FILES.contains(fileName);
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    switch (file.name()) {
      case "contexts.json" -> contexts(file).keySet().forEach(name -> report.pass());
      case "assemble.jsonl" -> eachRow(file, (label, row) -> checkAssembly(label, row, report));
      case "disassemble.jsonl" ->
          eachRow(file, (label, row) -> checkDisassembly(label, row, report));
      default -> {
        Map<String, VmVectorContext> contexts = contexts(file.sibling("contexts.json"));
        eachRow(file, (label, row) -> checkProgram(label, row, contexts, report));
      }
    }
  }

  private interface RowCheck {
    void check(String label, JsonNode row);
  }

  private static void eachRow(VectorFile file, RowCheck check) throws IOException {
    try (MappingIterator<JsonNode> rows = file.rows()) {
      for (int i = 0; rows.hasNext(); i++) {
        JsonNode row = rows.next();
        check.check(VectorCheck.label(row, i), row);
      }
    }
  }

  private static Map<String, VmVectorContext> contexts(VectorFile file) throws IOException {
    Map<String, VmVectorContext> contexts = new HashMap<>();
    for (JsonNode row : file.json()) {
      contexts.put(row.path("name").asText(), new VmVectorContext(row));
    }
    return contexts;
  }

  private static List<Bytes> strings(JsonNode list) {
    List<Bytes> strings = new ArrayList<>();
    list.forEach(item -> strings.add(Bytes.fromHex(item.asText())));
    return strings;
  }

  private static void checkProgram(
      String label, JsonNode row, Map<String, VmVectorContext> contexts, VectorReport report) {
    VmVectorContext context = contexts.get(row.path("ctx").asText());
    if (context == null) {
      report.fail(label, "ctx names no context of contexts.json");
      return;
    }
    JsonNode result = row.has("result_value_semantics") ? row.get("result_value_semantics") : row;
    Outcome base = Outcome.of(result);
    Outcome full = row.has("vapor") ? Outcome.of(row.get("vapor")) : base;
    Outcome baseRun = run(InstructionSet.BASE, row, context);
    Outcome fullRun = run(InstructionSet.WITH_MULFRACTION, row, context);
    if (base.equals(baseRun)) {
      report.expect(label, "vapor", full, fullRun);
    } else {
      report.fail(label, "expected " + base + ", got " + baseRun);
    }
  }

  private static Outcome run(InstructionSet instructions, JsonNode row, VmVectorContext context) {
    VirtualMachine machine = new VirtualMachine(instructions, Ed25519.verifier()::verify);
    VirtualMachine.Call call =
        new VirtualMachine.Call(
            context.vmVersion(),
            Bytes.fromHex(row.path("prog").asText()),
            strings(row.path("args")));
    return Outcome.of(machine.run(call, context, row.path("gas").asLong()));
  }

  /** Of an expected failure only that it is one counts: the texts are for people. */
  private static void checkAssembly(String label, JsonNode row, VectorReport report) {
    String text = row.path("text").asText();
    JsonNode full = row.has("vapor") ? row.get("vapor") : row;
    if (agree(label, "hex", hexOrFail(row), assemble(InstructionSet.BASE, text), report)) {
      String expected = hexOrFail(full);
      report.expect(label, "hex", expected, assemble(InstructionSet.WITH_MULFRACTION, text));
    }
  }

  private static boolean agree(
      String label, String field, String expected, String actual, VectorReport report) {
    if (expected.equals(actual)) {
      return true;
    }
    report.fail(label, field + " expected " + expected + ", got " + actual);
    return false;
  }

  private static String hexOrFail(JsonNode row) {
    return row.path("err").asText().isEmpty() ? row.path("hex").asText() : "failure";
  }

  private static String assemble(InstructionSet instructions, String text) {
    try {
      return Assembler.assemble(instructions, text).toHex();
    } catch (ProgramTextException e) {
      return "failure";
    }
  }

  private static void checkDisassembly(String label, JsonNode row, VectorReport report) {
    Bytes program = Bytes.fromHex(row.path("hex").asText());
    JsonNode full = row.has("vapor") ? row.get("vapor") : row;
    if (agree(label, "text", textOrError(row), disassemble(InstructionSet.BASE, program), report)) {
      String expected = textOrError(full);
      report.expect(label, "text", expected, disassemble(InstructionSet.WITH_MULFRACTION, program));
    }
  }

  private static String textOrError(JsonNode row) {
    String error = row.path("err").asText();
    return error.isEmpty() ? row.path("text").asText() : error;
  }

  private static String disassemble(InstructionSet instructions, Bytes program) {
    try {
      return Disassembler.disassemble(instructions, program);
    } catch (VmException e) {
      return e.error().errorName();
    }
  }
}
