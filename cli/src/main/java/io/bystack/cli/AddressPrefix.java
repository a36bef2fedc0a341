package io.bystack.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The beginnings of addresses: which chain of which network they are for (spec/06 §11.1). */
enum AddressPrefix {
  BM(ChainKind.MAIN, "mainnet"),
  TM(ChainKind.MAIN, "testnet"),
  SM(ChainKind.MAIN, "solonet"),
  VP(ChainKind.SIDE, "mainnet"),
  TP(ChainKind.SIDE, "testnet"),
  SP(ChainKind.SIDE, "solonet");

  private final ChainKind chain;
  private final String network;

  AddressPrefix(ChainKind chain, String network) {
    this.chain = chain;
    this.network = network;
  }

  ChainKind chain() {
    return chain;
  }

  String network() {
    return network;
  }

  /** The human-readable part, in lower case. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The prefix an address begins with, in either case. */
  static Optional<AddressPrefix> of(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(p -> lower.startsWith(p.text() + "1")).findFirst();
  }

  /** The same network's prefix on the other chain. */
  AddressPrefix twin() {
    return Arrays.stream(values())
        .filter(p -> p.chain != chain && p.network.equals(network))
        .findFirst()
        .orElseThrow();
  }
}
