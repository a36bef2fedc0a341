package io.bystack.dpos.sim;

import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.dpos.BlockSignature;
import io.bystack.dpos.VaporHeader;
import java.util.List;

/** What nodes of the simulation say to each other. */
sealed interface SimMessage {
  record NewBlock(Block block) implements SimMessage {}

  record Signature(BlockSignature signature) implements SimMessage {}

  record Status(long height, Hash best, long finalHeight, Hash last) implements SimMessage {}

  record BlockRequest(Hash hash) implements SimMessage {}

  record HeaderRequest(List<Hash> blocks) implements SimMessage {}

  record Header(VaporHeader header) implements SimMessage {}
}
