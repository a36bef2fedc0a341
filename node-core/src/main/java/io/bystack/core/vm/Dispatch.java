package io.bystack.core.vm;

/** From an instruction to what it does. Base costs are charged before (spec/02 §4). */
final class Dispatch {
  private Dispatch() {}

  /** Executes the instruction that ends at offset {@code end}. */
  static void execute(Execution run, Opcode opcode, int end) throws VmException {
    switch (opcode) {
      case FALSE, DATA, PUSHDATA1, PUSHDATA2, PUSHDATA4, SMALL_INTEGER ->
          run.push(run.operand(end));
      case ONE_NEGATE -> run.push(VmInteger.encode(-1));
      case NOP, EXPANSION -> {}
      case JUMP -> ControlOps.jump(run, end);
      case JUMPIF -> ControlOps.jumpIf(run, end);
      case VERIFY -> ControlOps.verify(run);
      case FAIL -> throw VmError.RETURN.exception();
      case CHECKPREDICATE -> ControlOps.checkPredicate(run);
      case TOALTSTACK -> StackOps.toAlt(run);
      case FROMALTSTACK -> StackOps.fromAlt(run);
      case TWO_DROP -> StackOps.drop2(run);
      case TWO_DUP -> StackOps.dup2(run);
      case THREE_DUP -> StackOps.dup3(run);
      case TWO_OVER -> StackOps.over2(run);
      case TWO_ROT -> StackOps.rot2(run);
      case TWO_SWAP -> StackOps.swap2(run);
      case IFDUP -> StackOps.ifDup(run);
      case DEPTH -> StackOps.depth(run);
      case DROP -> StackOps.drop(run);
      case DUP -> StackOps.dup(run);
      case NIP -> StackOps.nip(run);
      case OVER -> StackOps.over(run);
      case PICK -> StackOps.pick(run);
      case ROLL -> StackOps.roll(run);
      case ROT -> StackOps.rot(run);
      case SWAP -> StackOps.swap(run);
      case TUCK -> StackOps.tuck(run);
      case CAT -> StringOps.cat(run);
      case SUBSTR -> StringOps.substr(run);
      case LEFT -> StringOps.left(run);
      case RIGHT -> StringOps.right(run);
      case SIZE -> StringOps.size(run);
      case INVERT -> StringOps.invert(run);
      case AND -> StringOps.and(run);
      case OR -> StringOps.or(run);
      case XOR -> StringOps.xor(run);
      case EQUAL -> StringOps.equal(run);
      case EQUALVERIFY -> StringOps.equalVerify(run);
      case CATPUSHDATA -> StringOps.catPushdata(run);
      case ONE_ADD -> NumberOps.add1(run);
      case ONE_SUB -> NumberOps.sub1(run);
      case TWO_MUL -> NumberOps.mul2(run);
      case TWO_DIV -> NumberOps.div2(run);
      case NEGATE -> NumberOps.negate(run);
      case ABS -> NumberOps.abs(run);
      case NOT -> NumberOps.not(run);
      case ZERO_NOTEQUAL -> NumberOps.notZero(run);
      case ADD -> NumberOps.add(run);
      case SUB -> NumberOps.sub(run);
      case MUL -> NumberOps.mul(run);
      case DIV -> NumberOps.div(run);
      case MOD -> NumberOps.mod(run);
      case LSHIFT -> NumberOps.leftShift(run);
      case RSHIFT -> NumberOps.rightShift(run);
      case BOOLAND -> NumberOps.and(run);
      case BOOLOR -> NumberOps.or(run);
      case NUMEQUAL -> NumberOps.equal(run);
      case NUMEQUALVERIFY -> NumberOps.equalVerify(run);
      case NUMNOTEQUAL -> NumberOps.notEqual(run);
      case LESSTHAN -> NumberOps.less(run);
      case GREATERTHAN -> NumberOps.greater(run);
      case LESSTHANOREQUAL -> NumberOps.lessOrEqual(run);
      case GREATERTHANOREQUAL -> NumberOps.greaterOrEqual(run);
      case MIN -> NumberOps.min(run);
      case MAX -> NumberOps.max(run);
      case WITHIN -> NumberOps.within(run);
      case MULFRACTION -> NumberOps.mulFraction(run);
      case SHA256 -> CryptoOps.sha256(run);
      case SHA3 -> CryptoOps.sha3(run);
      case HASH160 -> CryptoOps.hash160(run);
      case CHECKSIG -> CryptoOps.checkSig(run);
      case CHECKMULTISIG -> CryptoOps.checkMultisig(run);
      case TXSIGHASH -> ContextOps.sigHash(run);
      case CHECKOUTPUT -> ContextOps.checkOutput(run);
      case ASSET -> ContextOps.asset(run);
      case AMOUNT -> ContextOps.amount(run);
      case PROGRAM -> ContextOps.program(run);
      case INDEX -> ContextOps.index(run);
      case ENTRYID -> ContextOps.entryId(run);
      case OUTPUTID -> ContextOps.outputId(run);
      case BLOCKHEIGHT -> ContextOps.blockHeight(run);
    }
  }
}
