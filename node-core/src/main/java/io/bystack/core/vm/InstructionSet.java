package io.bystack.core.vm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The instructions a chain's machine has; every other byte is an expansion opcode. Immutable. */
public final class InstructionSet {
  /** All instructions but MULFRACTION. */
  public static final InstructionSet BASE = without(EnumSet.of(Opcode.MULFRACTION));

  /** All instructions. */
  public static final InstructionSet WITH_MULFRACTION = without(EnumSet.noneOf(Opcode.class));

  private final Opcode[] rows;
  private final Map<String, Integer> codes;

  private InstructionSet(Opcode[] rows) {
    this.rows = rows;
    this.codes = codesByName(rows);
  }

  /** The set of all instructions except these. */
  public static InstructionSet without(Set<Opcode> missing) {
    Opcode[] rows = new Opcode[256];
    Arrays.fill(rows, Opcode.EXPANSION);
    for (Opcode row : Opcode.values()) {
      if (row != Opcode.EXPANSION && !missing.contains(row)) {
        Arrays.fill(rows, row.code(), row.last() + 1, row);
      }
    }
    return new InstructionSet(rows);
  }

  private static Map<String, Integer> codesByName(Opcode[] rows) {
    Map<String, Integer> codes = new HashMap<>();
    for (int code = 0; code < rows.length; code++) {
      if (rows[code] != Opcode.EXPANSION) {
        codes.put(rows[code].name(code), code);
      }
    }
    codes.put("0", Opcode.FALSE.code());
    codes.put("TRUE", Opcode.SMALL_INTEGER.code());
    return codes;
  }

  /** The instruction of a byte 0…255. */
  public Opcode at(int code) {
    return rows[code];
  }

  /** The name of a byte 0…255 in program text. */
  public String nameOf(int code) {
    return rows[code].name(code);
  }

  /**
   * The byte of an instruction's exact name, {@code 0} and {@code TRUE} included; -1 if there is
   * none.
   */
  public int codeOf(String name) {
    return codes.getOrDefault(name, -1);
  }

  /** All names {@link #codeOf} knows, sorted. */
  public List<String> names() {
    List<String> names = new ArrayList<>(codes.keySet());
    Collections.sort(names);
    return names;
  }
}
