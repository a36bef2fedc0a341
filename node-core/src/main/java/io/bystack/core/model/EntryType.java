package io.bystack.core.model;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;

/** The kinds of entries a transaction or block is hashed as (spec/01 §3), with their names. */
public enum EntryType {
  TX_HEADER("txheader"),
  MUX("mux1"),
  OUTPUT("output1"),
  INTRA_CHAIN_OUTPUT("intrachainoutput1"),
  CROSS_CHAIN_OUTPUT("crosschainoutput1"),
  VOTE_OUTPUT("voteoutput1"),
  RETIREMENT("retirement1"),
  SPEND("spend1"),
  ISSUANCE("issuance1"),
  VETO("vetoInput1"),
  CROSS_CHAIN_INPUT("crosschaininput1"),
  COINBASE("coinbase1"),
  BLOCK_HEADER("blockheader");

  private final String entryName;

  EntryType(String entryName) {
    this.entryName = entryName;
  }

  /** The name as hashed and shown, e.g. {@code mux1}. */
  public String entryName() {
    return entryName;
  }

  /** H("entryid:" ‖ type ‖ ":" ‖ H(body)). */
  public Hash id(ByteWriter body) {
    Hash bodyHash = Sha3.sha3(body.buffer(), 0, body.size());
    Bytes preimage = EntryBatch.prefix(this).concat(bodyHash.toBytes());
    return Sha3.sha3(preimage);
  }
}
