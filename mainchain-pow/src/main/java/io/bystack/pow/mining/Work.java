package io.bystack.pow.mining;

import io.bystack.core.bytes.Hash;
import io.bystack.pow.ClassicHeader;

/** What a miner gets: a header to find a nonce for, and the seed (spec/03 §10.3). */
public record Work(ClassicHeader header, Hash seed) {}
