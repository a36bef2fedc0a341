package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Issues units of an asset (main chain). The asset id of {@code issued} is that of {@code terms}:
 * decoders refuse anything else.
 */
public record IssuanceInput(
    Bytes nonce, AssetAmount issued, IssuanceTerms terms, List<Bytes> arguments, Suffixes suffixes)
    implements TxInput {
  public IssuanceInput {
    arguments = List.copyOf(arguments);
  }

  /** An issuance of {@code amount} units of the asset that {@code terms} define. */
  public static IssuanceInput of(
      Bytes nonce, long amount, IssuanceTerms terms, List<Bytes> arguments) {
    AssetAmount issued = new AssetAmount(terms.assetId(), amount);
    return new IssuanceInput(nonce, issued, terms, arguments, Suffixes.NONE);
  }

  @Override
  public Optional<AssetAmount> value() {
    return Optional.of(issued);
  }

  @Override
  public IssuanceInput withArguments(List<Bytes> other) {
    return new IssuanceInput(nonce, issued, terms, other, suffixes);
  }
}
