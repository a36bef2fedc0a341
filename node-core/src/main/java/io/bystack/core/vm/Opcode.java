package io.bystack.core.vm;

/**
 * The instructions: byte, name in program text, base cost in gas, which is charged before anything
 * else the instruction does (spec/02 §3, §4). Which of them a chain has, an {@link InstructionSet}
 * says.
 */
public enum Opcode {
  FALSE(0x00, "FALSE", 1),
  DATA(0x01, 0x4b, "DATA_", 1),
  PUSHDATA1(0x4c, "PUSHDATA1", 1),
  PUSHDATA2(0x4d, "PUSHDATA2", 1),
  PUSHDATA4(0x4e, "PUSHDATA4", 1),
  ONE_NEGATE(0x4f, "1NEGATE", 1),
  SMALL_INTEGER(0x51, 0x60, "", 1),
  NOP(0x61, "NOP", 1),
  JUMP(0x63, "JUMP", 1),
  JUMPIF(0x64, "JUMPIF", 1),
  VERIFY(0x69, "VERIFY", 1),
  FAIL(0x6a, "FAIL", 1),
  TOALTSTACK(0x6b, "TOALTSTACK", 2),
  FROMALTSTACK(0x6c, "FROMALTSTACK", 2),
  TWO_DROP(0x6d, "2DROP", 2),
  TWO_DUP(0x6e, "2DUP", 2),
  THREE_DUP(0x6f, "3DUP", 3),
  TWO_OVER(0x70, "2OVER", 2),
  TWO_ROT(0x71, "2ROT", 2),
  TWO_SWAP(0x72, "2SWAP", 2),
  IFDUP(0x73, "IFDUP", 1),
  DEPTH(0x74, "DEPTH", 1),
  DROP(0x75, "DROP", 1),
  DUP(0x76, "DUP", 1),
  NIP(0x77, "NIP", 1),
  OVER(0x78, "OVER", 1),
  PICK(0x79, "PICK", 2),
  ROLL(0x7a, "ROLL", 2),
  ROT(0x7b, "ROT", 2),
  SWAP(0x7c, "SWAP", 1),
  TUCK(0x7d, "TUCK", 1),
  CAT(0x7e, "CAT", 4),
  SUBSTR(0x7f, "SUBSTR", 4),
  LEFT(0x80, "LEFT", 4),
  RIGHT(0x81, "RIGHT", 4),
  SIZE(0x82, "SIZE", 1),
  INVERT(0x83, "INVERT", 1),
  AND(0x84, "AND", 1),
  OR(0x85, "OR", 1),
  XOR(0x86, "XOR", 1),
  EQUAL(0x87, "EQUAL", 1),
  EQUALVERIFY(0x88, "EQUALVERIFY", 1),
  CATPUSHDATA(0x89, "CATPUSHDATA", 4),
  ONE_ADD(0x8b, "1ADD", 2),
  ONE_SUB(0x8c, "1SUB", 2),
  TWO_MUL(0x8d, "2MUL", 2),
  TWO_DIV(0x8e, "2DIV", 2),
  NEGATE(0x8f, "NEGATE", 2),
  ABS(0x90, "ABS", 2),
  NOT(0x91, "NOT", 2),
  ZERO_NOTEQUAL(0x92, "0NOTEQUAL", 2),
  ADD(0x93, "ADD", 2),
  SUB(0x94, "SUB", 2),
  MUL(0x95, "MUL", 8),
  DIV(0x96, "DIV", 8),
  MOD(0x97, "MOD", 8),
  LSHIFT(0x98, "LSHIFT", 8),
  RSHIFT(0x99, "RSHIFT", 8),
  BOOLAND(0x9a, "BOOLAND", 2),
  BOOLOR(0x9b, "BOOLOR", 2),
  NUMEQUAL(0x9c, "NUMEQUAL", 2),
  NUMEQUALVERIFY(0x9d, "NUMEQUALVERIFY", 2),
  NUMNOTEQUAL(0x9e, "NUMNOTEQUAL", 2),
  LESSTHAN(0x9f, "LESSTHAN", 2),
  GREATERTHAN(0xa0, "GREATERTHAN", 2),
  LESSTHANOREQUAL(0xa1, "LESSTHANOREQUAL", 2),
  GREATERTHANOREQUAL(0xa2, "GREATERTHANOREQUAL", 2),
  MIN(0xa3, "MIN", 2),
  MAX(0xa4, "MAX", 2),
  WITHIN(0xa5, "WITHIN", 4),
  MULFRACTION(0xa6, "MULFRACTION", 8),
  SHA256(0xa8, "SHA256", 0),
  SHA3(0xaa, "SHA3", 0),
  HASH160(0xab, "HASH160", 0),
  CHECKSIG(0xac, "CHECKSIG", 1024),
  CHECKMULTISIG(0xad, "CHECKMULTISIG", 0),
  TXSIGHASH(0xae, "TXSIGHASH", 256),
  CHECKPREDICATE(0xc0, "CHECKPREDICATE", 256),
  CHECKOUTPUT(0xc1, "CHECKOUTPUT", 16),
  ASSET(0xc2, "ASSET", 1),
  AMOUNT(0xc3, "AMOUNT", 1),
  PROGRAM(0xc4, "PROGRAM", 1),
  INDEX(0xc9, "INDEX", 1),
  ENTRYID(0xca, "ENTRYID", 1),
  OUTPUTID(0xcb, "OUTPUTID", 1),
  BLOCKHEIGHT(0xcd, "BLOCKHEIGHT", 1),
  /** A byte without a function, reserved for later (spec/02 §1.4). */
  EXPANSION(-1, "NOPx", 1);

  private final int first;
  private final int last;
  private final String text;
  private final int cost;

  Opcode(int code, String text, int cost) {
    this(code, code, text, cost);
  }

  /** A family whose name is {@code text} followed by its position, from 1. */
  Opcode(int first, int last, String text, int cost) {
    this.first = first;
    this.last = last;
    this.text = text;
    this.cost = cost;
  }

  /** The byte, or the first byte of a family; -1 for {@link #EXPANSION}. */
  public int code() {
    return first;
  }

  int last() {
    return last;
  }

  /** Base cost in gas; 0 for the instructions that only charge by their operands. */
  public int cost() {
    return cost;
  }

  /**
   * The name of byte {@code code} of this row as in program text, e.g. {@code DATA_20}, {@code 7}.
   */
  public String name(int code) {
    if (this == EXPANSION) {
      return String.format("NOPx%02x", code);
    }
    return first == last ? text : text + (code - first + 1);
  }
}
