/**
 * Making blocks: templates over the tip, the work handed to miners, and a miner on this machine's
 * cores (spec/03 §10). Start with {@link io.bystack.pow.mining.WorkBoard}. Uses {@code
 * pow.consensus} and, of the core, {@code chain} and everything below it.
 */
package io.bystack.pow.mining;
