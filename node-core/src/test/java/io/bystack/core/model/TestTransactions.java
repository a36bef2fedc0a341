package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Seeded random transactions of both chains: every kind of input and output, edge values and
 * lengths, duplicates, on request suffixes. What they spend does not exist and their signatures are
 * noise: for codecs and ids, not for validation.
 */
public final class TestTransactions {
  private static final long[] EDGES = {
    0, 1, 127, 128, 16383, 16384, Integer.MAX_VALUE, 1L << 31, 1L << 56, Long.MAX_VALUE
  };

  private final SplittableRandom random;
  private final boolean suffixes;

  private TestTransactions(long seed, boolean suffixes) {
    this.random = new SplittableRandom(seed);
    this.suffixes = suffixes;
  }

  /** Transactions as honest senders write them. */
  public static TestTransactions canonical(long seed) {
    return new TestTransactions(seed, false);
  }

  /** Transactions with suffixes and unknown asset versions here and there. */
  public static TestTransactions odd(long seed) {
    return new TestTransactions(seed, true);
  }

  public Hash hash() {
    return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** Random bytes of the given length. */
  public Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  /** A program that pays to a public key's hash: {@code 0014} and 20 random bytes. */
  public Bytes keyHashProgram() {
    return Bytes.of(0, 20).concat(bytes(20));
  }

  /** Any content that the main chain's format can hold. */
  public TxFields mainChain() {
    return fields(this::mainChainInput, this::originalOutput);
  }

  /** Any content that the side chain's format can hold. */
  public TxFields sideChain() {
    return fields(this::sideChainInput, this::sideChainOutput);
  }

  private TxFields fields(Supplier<TxInput> input, Supplier<TxOutput> output) {
    List<TxInput> inputs = new ArrayList<>();
    for (int i = count(); i > 0; i--) {
      boolean again = !inputs.isEmpty() && random.nextInt(8) == 0;
      inputs.add(again ? inputs.get(random.nextInt(inputs.size())) : input.get());
    }
    List<TxOutput> outputs = new ArrayList<>();
    for (int i = count(); i > 0; i--) {
      outputs.add(output.get());
    }
    // A coinbase stands alone in front and never without an output: other places do not decode.
    if (!outputs.isEmpty() && random.nextInt(6) == 0) {
      inputs.add(0, new CoinbaseInput(string(), suffixes()));
    }
    return new TxFields(number(), number(), inputs, outputs);
  }

  private int count() {
    return random.nextInt(20) == 0 ? random.nextInt(40) : random.nextInt(4);
  }

  private long number() {
    return random.nextBoolean()
        ? EDGES[random.nextInt(EDGES.length)]
        : random.nextLong() >>> (1 + random.nextInt(63));
  }

  private Bytes string() {
    return bytes(random.nextInt(12) == 0 ? random.nextInt(400) : random.nextInt(40));
  }

  private Bytes suffix() {
    return suffixes && random.nextInt(4) == 0 ? bytes(1 + random.nextInt(20)) : Bytes.EMPTY;
  }

  private Suffixes suffixes() {
    return Suffixes.of(suffix(), suffix());
  }

  private OutputSuffixes outputSuffixes() {
    return OutputSuffixes.of(suffix(), suffix());
  }

  private AssetAmount value() {
    AssetId asset = random.nextBoolean() ? AssetId.BTM : new AssetId(hash());
    return new AssetAmount(asset, number());
  }

  private Program program() {
    return Program.of(random.nextInt(6) == 0 ? Bytes.of(0x6a).concat(string()) : string());
  }

  private List<Bytes> arguments() {
    List<Bytes> arguments = new ArrayList<>();
    for (int i = count(); i > 0; i--) {
      arguments.add(string());
    }
    return arguments;
  }

  private SpendCommitment commitment() {
    return new SpendCommitment(hash(), value(), number(), program(), suffix());
  }

  private IssuanceTerms terms() {
    return new IssuanceTerms(new Program(number(), string()), string());
  }

  private TxInput mainChainInput() {
    return switch (random.nextInt(suffixes ? 8 : 7)) {
      case 0, 1, 2, 3 -> new SpendInput(commitment(), arguments(), suffixes());
      case 4, 5, 6 -> {
        IssuanceTerms terms = terms();
        AssetAmount issued = new AssetAmount(terms.assetId(), number());
        yield new IssuanceInput(string(), issued, terms, arguments(), suffixes());
      }
      default -> new UnknownInput(2 + random.nextInt(1000), suffixes());
    };
  }

  private TxInput sideChainInput() {
    return switch (random.nextInt(suffixes ? 8 : 7)) {
      case 0, 1, 2 -> new SpendInput(commitment(), arguments(), suffixes());
      case 3, 4 -> new CrossChainInput(commitment(), terms(), arguments(), suffixes());
      case 5, 6 -> new VetoInput(commitment(), bytes(64), arguments(), suffixes());
      default -> new UnknownInput(2 + random.nextInt(1000), suffixes());
    };
  }

  private TxOutput originalOutput() {
    if (suffixes && random.nextInt(10) == 0) {
      return new OriginalOutput(2 + number() / 2, AssetAmount.ABSENT, Program.ABSENT, suffix());
    }
    return new OriginalOutput(1, value(), program(), suffix());
  }

  private TxOutput sideChainOutput() {
    return switch (random.nextInt(4)) {
      case 0, 1 -> new IntraChainOutput(value(), program(), outputSuffixes());
      case 2 -> new CrossChainOutput(value(), program(), outputSuffixes());
      default -> new VoteOutput(bytes(64), value(), program(), outputSuffixes());
    };
  }
}
