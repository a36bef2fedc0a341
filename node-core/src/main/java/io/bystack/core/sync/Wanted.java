package io.bystack.core.sync;

import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A block whose header is good and whose body is to come. */
final class Wanted {
  /** How far a block has got. */
  enum Stage {
    MISSING,
    ASKED,
    HERE,
    SUBMITTED
  }

  private final BlockHeader header;
  private final Set<PeerState> useless = new HashSet<>();
  private Stage stage = Stage.MISSING;
  private Optional<Block> body = Optional.empty();
  private Optional<PeerState> from = Optional.empty();

  Wanted(BlockHeader header) {
    this.header = header;
  }

  BlockHeader header() {
    return header;
  }

  Hash hash() {
    return header.hash();
  }

  long height() {
    return header.height();
  }

  Hash previous() {
    return header.previous();
  }

  Stage stage() {
    return stage;
  }

  Optional<Block> body() {
    return body;
  }

  /** Who gave the body. */
  Optional<PeerState> from() {
    return from;
  }

  /** Peers that did not give a good body when asked. */
  Set<PeerState> useless() {
    return useless;
  }

  void asked() {
    stage = Stage.ASKED;
  }

  void missing() {
    stage = Stage.MISSING;
    body = Optional.empty();
    from = Optional.empty();
  }

  void here(Block block, PeerState peer) {
    stage = Stage.HERE;
    body = Optional.of(block);
    from = Optional.of(peer);
  }

  void submitted() {
    stage = Stage.SUBMITTED;
  }

  /** Bytes its body takes here. */
  long heldBytes() {
    return body.map(b -> (long) b.raw().length()).orElse(0L);
  }
}
