package io.bystack.core.consensus;

import io.bystack.core.model.BlockHeader;

/**
 * A header to be checked in its place.
 *
 * @param parent the stored parent, already found by the header's previous hash
 * @param tree leads along the header's own branch
 * @param nowMillis the validator's clock, milliseconds since 1970
 * @param proof verifies the header's proof; it may have been done before, then the result is given
 */
public record HeaderCheck(
    BlockHeader header, BlockRef parent, BlockTree tree, long nowMillis, Proof proof) {}
