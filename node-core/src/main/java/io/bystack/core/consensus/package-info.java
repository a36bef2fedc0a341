/**
 * The seam between the core and a chain. A chain module gives the core one {@link
 * io.bystack.core.consensus.ChainProtocol}; the chain engine asks it and never tests which chain it
 * serves. Everything here is an interface of a chain module or a value passed over it.
 *
 * <p>What the engine calls, in this order, for a block whose parent is stored:
 *
 * <ol>
 *   <li>{@link io.bystack.core.consensus.ChainRules#proof} — possibly ahead of time, verified on a
 *       worker;
 *   <li>{@link io.bystack.core.consensus.ChainRules#checkHeader} — decides when the proof is due;
 *   <li>{@link io.bystack.core.consensus.TransactionRules#check} for every transaction, on workers;
 *   <li>{@link io.bystack.core.consensus.ChainRules#checkBody};
 *   <li>{@link io.bystack.core.consensus.ChainRules#stored} — from here on the block is known;
 *   <li>{@link io.bystack.core.consensus.ForkChoice} says whether the tip moves;
 *   <li>{@link io.bystack.core.consensus.Transition} — detach and attach with the rules of {@link
 *       io.bystack.core.consensus.UtxoRules}, finality, one batch.
 * </ol>
 *
 * May use {@code bytes}, {@code hash}, {@code model}, {@code validation} and {@code store}; used by
 * {@code chain} and everything above.
 */
package io.bystack.core.consensus;
