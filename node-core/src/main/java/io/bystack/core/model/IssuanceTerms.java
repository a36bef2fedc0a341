package io.bystack.core.model;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.hash.Sha3;

/**
 * What defines an asset: the program that authorizes issuing it and the definition, raw bytes that
 * are normally indented JSON.
 */
public record IssuanceTerms(Program program, Bytes definition) {

  /** H(le64(vm_version) ‖ str(program) ‖ H(definition)), the same on both chains (spec/01 §7). */
  public AssetId assetId() {
    ByteWriter preimage = new ByteWriter(program.code().length() + 64);
    preimage.le64(program.vmVersion()).str(program.code()).h32(Sha3.sha3(definition));
    return AssetId.of(Sha3.sha3(preimage.buffer(), 0, preimage.size()));
  }
}
