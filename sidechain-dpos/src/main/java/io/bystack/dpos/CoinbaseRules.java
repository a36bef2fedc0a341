package io.bystack.dpos;

import java.util.List;

/**
 * The subsidy and the coinbase (spec/07 §1.1, §3.4).
 *
 * @param pendingBlocks blocks until a coinbase output can be spent
 * @param arbitraryLimit longest arbitrary data of a coinbase input, bytes
 * @param subsidies the first row that holds a height gives its subsidy
 */
public record CoinbaseRules(long pendingBlocks, int arbitraryLimit, List<SubsidyRow> subsidies) {

  /**
   * The subsidy of each block of a range of heights.
   *
   * @param begin first height
   * @param end last height, inclusive
   * @param subsidy neu per block
   */
  public record SubsidyRow(long begin, long end, long subsidy) {
    public SubsidyRow {
      Require.notNegative("begin", begin);
      Require.notNegative("subsidy", subsidy);
    }

    boolean holds(long height) {
      return begin <= height && height <= end;
    }
  }

  public CoinbaseRules {
    Require.notNegative("pendingBlocks", pendingBlocks);
    Require.notNegative("arbitraryLimit", arbitraryLimit);
    subsidies = List.copyOf(subsidies);
  }

  /** The subsidy of a block of this height in neu; 0 outside all rows. */
  public long subsidy(long height) {
    for (SubsidyRow row : subsidies) {
      if (row.holds(height)) {
        return row.subsidy();
      }
    }
    return 0;
  }
}
