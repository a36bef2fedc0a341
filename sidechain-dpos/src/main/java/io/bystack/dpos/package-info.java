/**
 * The DPoS side chain: election, slots, block signatures, irreversibility, rewards, production
 * (spec/07). Rules are pure functions over values ({@link io.bystack.dpos.Election}, {@link
 * io.bystack.dpos.Slots}, {@link io.bystack.dpos.ConsensusResult}); the machinery that stores and
 * calls them is the chain engine of node-core. Start reading at {@link
 * io.bystack.dpos.DposParameters}.
 */
package io.bystack.dpos;
