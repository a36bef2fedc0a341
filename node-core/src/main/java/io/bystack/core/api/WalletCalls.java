package io.bystack.core.api;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reference's calls that need a wallet (spec/06 §7, marked W). A node without one redirects
 * them to {@code /error}, which says so; so clients tell their users what is the matter.
 */
public final class WalletCalls {
  /** Where they are redirected to. */
  static final String ERROR = "/error";

  private static final Set<String> OF_BOTH =
      Set.of(
          "/backup-wallet",
          "/build-chain-transactions",
          "/build-transaction",
          "/check-key-password",
          "/create-account",
          "/create-account-receiver",
          "/create-key",
          "/decode-program",
          "/delete-account",
          "/delete-key",
          "/get-asset",
          "/get-coinbase-arbitrary",
          "/get-mining-address",
          "/get-transaction",
          "/list-accounts",
          "/list-addresses",
          "/list-assets",
          "/list-balances",
          "/list-keys",
          "/list-pubkeys",
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
          "/validate-address",
          "/wallet-info");

  private WalletCalls() {}

  /** The paths of the main chain. */
  public static Set<String> ofMainChain() {
    return with("/create-asset");
  }

  /** The paths of the side chain. */
  public static Set<String> ofSideChain() {
    return with("/list-account-votes");
  }

  private static Set<String> with(String more) {
    return Stream.concat(OF_BOTH.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }

  /** The call that says that there is no wallet. */
  static Endpoint<?, ?> error() {
    return Endpoint.of(
        ERROR,
        Endpoint.NoResult.class,
        "Says that this node has no wallet; calls that need one are redirected here.",
        () -> {
          throw ApiException.of("wallet not found, please check that the wallet is open");
        });
  }
}
