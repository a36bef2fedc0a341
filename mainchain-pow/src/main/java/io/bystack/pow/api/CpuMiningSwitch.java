package io.bystack.pow.api;

import io.bystack.core.api.ApiException;
import io.bystack.pow.mining.CpuMining;
import io.bystack.pow.mining.WorkBoard;

/**
 * The built-in miner as callers may switch it: it starts only with an address, since nobody should
 * mine for strangers by mistake.
 */
public record CpuMiningSwitch(CpuMining miner, WorkBoard board)
    implements WorkEndpoints.MiningSwitch {
  @Override
  public boolean isMining() {
    return miner.isOn();
  }

  @Override
  public void set(boolean on) throws ApiException {
    if (on) {
      requireAddress();
      miner.start();
    } else {
      miner.stop();
    }
  }

  /** Starts with a number of threads. */
  void start(int threads) throws ApiException {
    requireAddress();
    miner.start(threads);
  }

  private void requireAddress() throws ApiException {
    if (board.settings().paysToAnyone()) {
      throw ApiException.of("Mining address does not exist");
    }
  }
}
