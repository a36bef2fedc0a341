/**
 * Making blocks: when it is our turn ({@link io.bystack.dpos.Slots}), whether we may ({@link
 * io.bystack.dpos.produce.ProductionGate}), and what goes in.
 */
package io.bystack.dpos.produce;
