package io.bystack.cli.node;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls of the recorded scenarios that need a wallet. */
final class WalletCalls {
  /** Their paths. */
  static final Set<String> PATHS =
      Set.of(
          "/backup-wallet",
          "/build-chain-transactions",
          "/build-transaction",
          "/check-key-password",
          "/compile",
          "/create-account",
          "/create-account-receiver",
          "/create-asset",
          "/create-key",
          "/create-transaction-feed",
          "/decode-program",
          "/delete-account",
          "/delete-key",
          "/delete-transaction-feed",
          "/estimate-chain-transaction-gas",
          "/estimate-transaction-gas",
          "/get-asset",
          "/get-coinbase-arbitrary",
          "/get-mining-address",
          "/get-transaction",
          "/get-transaction-feed",
          "/list-account-votes",
          "/list-accounts",
          "/list-addresses",
          "/list-assets",
          "/list-balances",
          "/list-keys",
          "/list-pubkeys",
          "/list-transaction-feeds",
          "/list-transactions",
          "/list-unspent-outputs",
          "/recovery-wallet",
          "/rescan-wallet",
          "/reset-key-password",
          "/restore-wallet",
          "/set-coinbase-arbitrary",
          "/set-mining-address",
          "/sign-message",
          "/sign-transaction",
          "/sign-transactions",
          "/update-account-alias",
          "/update-asset-alias",
          "/update-key-alias",
          "/update-transaction-feed",
          "/validate-address",
          "/wallet-info");

  private static final String BLOCK = "asks for a block of the recorded run";

  private static final String SPENDS = "spends outputs of the recorded run";

  /** Single calls whose answer depends on what a wallet did before. */
  private static final Map<String, String> BY_ID =
      Map.ofEntries(
          Map.entry("get-mining-address", "the wallet's address"),
          Map.entry("submit-transactions", SPENDS),
          Map.entry("get-block-hash-arg", BLOCK),
          Map.entry("get-block-both", BLOCK),
          Map.entry("get-raw-block-pay", BLOCK),
          Map.entry("get-merkle-proof", BLOCK),
          Map.entry("get-merkle-proof-none", BLOCK),
          Map.entry("get-block-1", "the block's coinbase names the wallet's arbitrary bytes"),
          Map.entry("get-block-out", BLOCK),
          Map.entry("get-vote-result", BLOCK),
          Map.entry("get-vote-result-height", BLOCK),
          Map.entry("submit-in1", "the strict rules of own networks refuse such a claim"),
          Map.entry("submit-in1-again", "the strict rules of own networks refuse such a claim"),
          Map.entry("submit-pay", SPENDS),
          Map.entry("submit-confirmed", SPENDS),
          Map.entry("submit-out", SPENDS),
          Map.entry("submit-vote", SPENDS),
          Map.entry("submit-retire", SPENDS),
          Map.entry("submit-fund_multi", SPENDS),
          Map.entry("submit-multi", SPENDS),
          Map.entry("submit-lock", SPENDS));

  private static final Set<String> ON_MAIN =
      Set.of(
          "get-block-1",
          "submit-pay",
          "submit-confirmed",
          "submit-retire",
          "submit-fund_multi",
          "submit-multi",
          "submit-lock");

  private WalletCalls() {}

  /**
   * Why a call is skipped, if it is.
   *
   * @param main the main chain's fixture holds the outputs that recorded transactions spend
   */
  static Optional<String> reason(String id, boolean main) {
    boolean holds = main && ON_MAIN.contains(id);
    return holds ? Optional.empty() : Optional.ofNullable(BY_ID.get(id));
  }
}
