package io.bystack.pow.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.core.api.ApiException;
import io.bystack.core.api.Endpoint;
import io.bystack.core.api.U64;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Address;
import io.bystack.core.crypto.AddressException;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.mining.BlockTemplate;
import io.bystack.pow.mining.CpuMining;
import io.bystack.pow.mining.MiningSettings;
import java.io.IOException;
import java.util.List;

/**
 * The reward's address, the operator's bytes in coinbases (spec/06 §7.3) and, beyond the
 * reference's calls, what the built-in miner does.
 *
 * @param kernel name of the Tensority implementation in use
 * @param addressPrefix of the network's addresses
 */
public record MiningEndpoints(
    CpuMiningSwitch mining, RewardAddress reward, String kernel, String addressPrefix) {
  private static final int MAX_THREADS = 1024;

  record MiningAddress(@JsonProperty("mining_address") String address) {}

  record Arbitrary(@JsonProperty("arbitrary") Bytes arbitrary) {}

  record Start(@JsonProperty("threads") U64 threads) {}

  @JsonPropertyOrder({"height", "transactions", "fees", "bits", "difficulty"})
  record Template(
      @JsonProperty("height") U64 height,
      @JsonProperty("transactions") int transactions,
      @JsonProperty("fees") U64 fees,
      @JsonProperty("bits") U64 bits,
      @JsonProperty("difficulty") String difficulty) {
    static Template of(BlockTemplate template) {
      long bits = template.header().bits();
      return new Template(
          U64.of(template.header().height()),
          template.transactions().size(),
          U64.of(template.fees()),
          U64.of(bits),
          CompactTarget.work(bits).toString());
    }
  }

  @JsonPropertyOrder({
    "mining",
    "threads",
    "hash_rate",
    "hashes",
    "blocks_found",
    "kernel",
    "mining_address",
    "anyone_can_spend",
    "template"
  })
  record MiningState(
      @JsonProperty("mining") boolean mining,
      @JsonProperty("threads") int threads,
      @JsonProperty("hash_rate") double hashRate,
      @JsonProperty("hashes") U64 hashes,
      @JsonProperty("blocks_found") U64 blocks,
      @JsonProperty("kernel") String kernel,
      @JsonProperty("mining_address") String address,
      @JsonProperty("anyone_can_spend") boolean anyoneCanSpend,
      @JsonProperty("template") Template template) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/get-mining-address",
            MiningAddress.class,
            "The address own blocks pay to.",
            this::address),
        Endpoint.of(
            "/set-mining-address",
            MiningAddress.class,
            MiningAddress.class,
            "Sets the address own blocks pay to.",
            this::setAddress),
        Endpoint.of(
            "/get-coinbase-arbitrary",
            Arbitrary.class,
            "The operator's bytes in coinbases.",
            () -> new Arbitrary(mining.board().settings().arbitrary())),
        Endpoint.of(
            "/set-coinbase-arbitrary",
            Arbitrary.class,
            Arbitrary.class,
            "Sets the operator's bytes in coinbases.",
            this::setArbitrary),
        Endpoint.of(
            "/bystack/mining-status",
            MiningState.class,
            "What the built-in miner does: hash rate over a minute, hashes and blocks since start.",
            this::state),
        Endpoint.of(
            "/bystack/start-mining",
            Start.class,
            MiningState.class,
            "Mines with a number of threads; without one as last time.",
            this::start));
  }

  private MiningAddress address() throws ApiException {
    return reward
        .get()
        .map(a -> new MiningAddress(a.encode()))
        // Without a wallet there is no account to make an address for (spec/06 §7.3).
        .orElseThrow(() -> ApiException.of("Failed to find account"));
  }

  private MiningAddress setAddress(MiningAddress request) throws ApiException {
    String text = request.address() == null ? "" : request.address();
    Address address;
    try {
      address = Address.decode(addressPrefix, text);
    } catch (AddressException e) {
      throw ApiException.of("unknown address type");
    }
    try {
      reward.set(address);
    } catch (IOException e) {
      throw ApiException.of("the mining address cannot be stored: " + e.getMessage());
    }
    return new MiningAddress(address.encode());
  }

  private Arbitrary setArbitrary(Arbitrary request) throws ApiException {
    Bytes arbitrary = request.arbitrary() == null ? Bytes.EMPTY : request.arbitrary();
    if (arbitrary.length() > MiningSettings.ARBITRARY_LIMIT) {
      throw ApiException.of("Arbitrary exceeds limit: " + MiningSettings.ARBITRARY_LIMIT);
    }
    try {
      reward.setArbitrary(arbitrary);
    } catch (IOException e) {
      throw ApiException.of("the bytes cannot be stored: " + e.getMessage());
    }
    return new Arbitrary(arbitrary);
  }

  private MiningState start(Start request) throws ApiException {
    long threads = request.threads() == null ? 0 : request.threads().bits();
    if (threads < 0 || threads > MAX_THREADS) {
      throw ApiException.badRequest(
          "threads is " + request.threads() + ", 1 to " + MAX_THREADS + " expected");
    }
    if (threads == 0) {
      mining.set(true);
    } else {
      mining.start((int) threads);
    }
    return state();
  }

  private MiningState state() {
    CpuMining.Status status = mining.miner().status();
    return new MiningState(
        status.on(),
        status.threads(),
        Math.round(100 * status.hashesPerSecond()) / 100.0,
        U64.of(status.hashes()),
        U64.of(status.blocks()),
        kernel,
        reward.get().map(Address::encode).orElse(null),
        mining.board().settings().paysToAnyone(),
        Template.of(mining.board().current()));
  }
}
