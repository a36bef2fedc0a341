/**
 * What people ask about votes, candidates, producers and rewards; the commands and pages that show
 * it are elsewhere. Start at {@link io.bystack.dpos.staking.Candidates}.
 */
package io.bystack.dpos.staking;
