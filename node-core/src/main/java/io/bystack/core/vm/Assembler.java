package io.bystack.core.vm;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Program text to bytes (spec/02 §5.2). */
public final class Assembler {
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern UNSIGNED = Pattern.compile("[0-9]+");
  private static final long MAX_TARGET = 0xffffffffL;
  private static final List<Opcode> NOT_BARE =
      List.of(Opcode.PUSHDATA1, Opcode.PUSHDATA2, Opcode.PUSHDATA4, Opcode.JUMP, Opcode.JUMPIF);

  private record Token(String text, int offset, boolean quoted) {
    ProgramTextException error(String why) {
      return new ProgramTextException(why, offset);
    }
  }

  /** A jump whose target is a label: where its four target bytes are. */
  private record Reference(Token token, String label, int position) {}

  private final InstructionSet instructions;
  private final ProgramBuilder program = new ProgramBuilder();
  private final Map<String, Integer> labels = new HashMap<>();
  private final List<Reference> references = new ArrayList<>();

  private Assembler(InstructionSet instructions) {
    this.instructions = instructions;
  }

  /**
   * The program of a text.
   *
   * @throws ProgramTextException naming the token that is wrong
   */
  public static Bytes assemble(InstructionSet instructions, String text)
      throws ProgramTextException {
    Assembler assembler = new Assembler(instructions);
    for (Token token : tokens(text)) {
      assembler.add(token);
    }
    return assembler.resolved();
  }

  private static List<Token> tokens(String text) throws ProgramTextException {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (isSpace(text.charAt(at))) {
        at++;
        continue;
      }
      int end = text.charAt(at) == '\'' ? endOfQuoted(text, at) : endOfWord(text, at);
      boolean quoted = text.charAt(at) == '\'';
      tokens.add(new Token(text.substring(at, end), at, quoted));
      at = end;
    }
    return tokens;
  }

  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
  }

  private static int endOfWord(String text, int from) {
    int end = from;
    while (end < text.length() && !isSpace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int endOfQuoted(String text, int from) throws ProgramTextException {
    for (int i = from + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        return i + 1;
      }
      if (c == '\\') {
        i++;
      }
    }
    throw new ProgramTextException("a quoted string is not closed: unrecognized token", from);
  }

  private void add(Token token) throws ProgramTextException {
    String text = token.text();
    int code = instructions.codeOf(text);
    if (token.quoted()) {
      program.push(unquote(text));
    } else if (code >= 0 && !NOT_BARE.contains(instructions.at(code))) {
      program.op(code);
    } else if (text.startsWith("JUMP:")) {
      jump(token, Opcode.JUMP, text.substring("JUMP:".length()));
    } else if (text.startsWith("JUMPIF:")) {
      jump(token, Opcode.JUMPIF, text.substring("JUMPIF:".length()));
    } else if (text.startsWith("$")) {
      if (labels.putIfAbsent(text, program.size()) != null) {
        throw token.error("label " + text + " redefined");
      }
    } else if (text.startsWith("0x")) {
      program.push(hex(token));
    } else if (DECIMAL.matcher(text).matches()) {
      program.push(number(token));
    } else {
      throw token.error(text + ": unrecognized token");
    }
  }

  private void jump(Token token, Opcode opcode, String target) throws ProgramTextException {
    if (target.startsWith("$")) {
      references.add(new Reference(token, target, program.size() + 1));
      program.jump(opcode, 0);
      return;
    }
    if (!UNSIGNED.matcher(target).matches()) {
      throw token.error("jump target \"" + target + "\" is neither a number nor a $label");
    }
    try {
      long value = Long.parseLong(target);
      if (value <= MAX_TARGET) {
        program.jump(opcode, value);
        return;
      }
    } catch (NumberFormatException e) {
      // Digits only, so it is too large: reported below.
    }
    throw token.error("jump target " + target + " is larger than " + MAX_TARGET);
  }

  private static Bytes hex(Token token) throws ProgramTextException {
    try {
      return Bytes.fromHex(token.text().substring(2));
    } catch (IllegalArgumentException e) {
      throw token.error(token.text() + ": not an even number of hex digits");
    }
  }

  private static long number(Token token) throws ProgramTextException {
    try {
      return Long.parseLong(token.text());
    } catch (NumberFormatException e) {
      throw token.error(token.text() + ": not a 64-bit number");
    }
  }

  /** The bytes between the quotes; a backslash takes what follows as it is. */
  private static Bytes unquote(String quoted) {
    byte[] bytes = quoted.substring(1, quoted.length() - 1).getBytes(StandardCharsets.UTF_8);
    ByteWriter out = new ByteWriter(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\\') {
        i++;
      }
      out.u8(bytes[i]);
    }
    return out.toBytes();
  }

  private Bytes resolved() throws ProgramTextException {
    byte[] bytes = program.build().toArray();
    for (Reference reference : references) {
      Integer target = labels.get(reference.label());
      if (target == null) {
        throw reference.token().error("undefined label " + reference.label());
      }
      for (int i = 0; i < 4; i++) {
        bytes[reference.position() + i] = (byte) (target >>> (8 * i));
      }
    }
    return Bytes.wrap(bytes);
  }
}
