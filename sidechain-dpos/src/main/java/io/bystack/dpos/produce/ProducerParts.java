package io.bystack.dpos.produce;

import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.Mempool;
import io.bystack.dpos.DposRules;
import io.bystack.dpos.OwnDraft;
import io.bystack.dpos.OwnSigner;

/** What a producer works with. */
public record ProducerParts(
    ChainEngine engine, Mempool pool, DposRules rules, OwnSigner signer, OwnDraft draft) {}
