package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolEntry;
import io.bystack.core.chain.PoolPlace;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What an operator asks of the pool beyond the reference's calls. */
public record PoolOperatorEndpoints(Mempool pool, InstantSource clock) {
  private static final int DEFAULT_ROWS = 1_000;

  record ListRequest(@JsonProperty("limit") U64 limit) {}

  record ById(@JsonProperty("tx_id") Bytes id) {}

  /** Amounts are neu; {@code fee_rate} is neu per gas, of the transaction with what it needs. */
  @JsonPropertyOrder({
    "tx_id",
    "age_seconds",
    "size",
    "gas",
    "fee",
    "fee_rate",
    "status_fail",
    "depends_on",
    "needed_by"
  })
  record Row(
      @JsonProperty("tx_id") Hash id,
      @JsonProperty("age_seconds") long age,
      @JsonProperty("size") int size,
      @JsonProperty("gas") U64 gas,
      @JsonProperty("fee") U64 fee,
      @JsonProperty("fee_rate") double feeRate,
      @JsonProperty("status_fail") boolean failed,
      @JsonProperty("depends_on") List<Hash> dependsOn,
      @JsonProperty("needed_by") List<Hash> neededBy) {}

  @JsonPropertyOrder({"total", "transactions"})
  record Rows(
      @JsonProperty("total") int total, @JsonProperty("transactions") List<Row> transactions) {}

  /** How many transactions pay at least {@code from} neu per gas and less than the next step. */
  @JsonPropertyOrder({"from", "transactions", "gas"})
  record Step(
      @JsonProperty("from") long from,
      @JsonProperty("transactions") int transactions,
      @JsonProperty("gas") U64 gas) {
    Step plus(long more) {
      return new Step(from, transactions + 1, U64.of(gas.bits() + more));
    }
  }

  @JsonPropertyOrder({
    "transactions",
    "max_transactions",
    "bytes",
    "max_bytes",
    "orphans",
    "max_orphans",
    "gas",
    "fees",
    "oldest_seconds",
    "fee_rates"
  })
  record Stats(
      @JsonProperty("transactions") int transactions,
      @JsonProperty("max_transactions") int maxTransactions,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("max_bytes") long maxBytes,
      @JsonProperty("orphans") int orphans,
      @JsonProperty("max_orphans") int maxOrphans,
      @JsonProperty("gas") U64 gas,
      @JsonProperty("fees") U64 fees,
      @JsonProperty("oldest_seconds") long oldest,
      @JsonProperty("fee_rates") List<Step> feeRates) {}

  record Dropped(@JsonProperty("dropped") List<Hash> ids) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/bystack/list-pool",
            ListRequest.class,
            Rows.class,
            "The best paying waiting transactions with fee rate, age and dependencies.",
            this::list),
        Endpoint.of(
            "/bystack/get-pool-transaction",
            ById.class,
            Row.class,
            "One waiting transaction with fee rate, age and dependencies.",
            this::one),
        Endpoint.of(
            "/bystack/pool-stats",
            Stats.class,
            "How full the pool is and what its transactions pay.",
            this::stats),
        Endpoint.of(
            "/bystack/drop-pool-transaction",
            ById.class,
            Dropped.class,
            "Takes a waiting transaction and those that depend on it out of this node's pool.",
            r -> new Dropped(drop(r.id()))));
  }

  private Rows list(ListRequest request) {
    long limit =
        request.limit() == null || request.limit().bits() == 0
            ? DEFAULT_ROWS
            : request.limit().bits();
    List<PoolPlace> places = pool.places();
    return new Rows(places.size(), places.stream().limit(limit).map(this::row).toList());
  }

  private Row one(ById request) throws ApiException {
    return pool.place(id(request.id())).map(this::row).orElseThrow(PoolOperatorEndpoints::absent);
  }

  private List<Hash> drop(Bytes id) throws ApiException {
    List<Hash> gone = pool.remove(id(id));
    if (gone.isEmpty()) {
      throw absent();
    }
    return gone;
  }

  private static Hash id(Bytes id) throws ApiException {
    if (id == null || id.length() != Hash.SIZE) {
      throw ApiException.badRequest("tx_id is not the 64 hex digits of a transaction id");
    }
    return Hash.of(id);
  }

  private static ApiException absent() {
    return ApiException.of("transaction are not existed in the mempool");
  }

  private Row row(PoolPlace place) {
    PoolEntry entry = place.entry();
    return new Row(
        entry.id(),
        age(entry),
        entry.transaction().serializedSize(),
        U64.of(entry.outcome().gasUsed()),
        U64.of(entry.fee()),
        rate(place.packageFee(), place.packageGas()),
        entry.outcome().failed(),
        place.dependsOn(),
        place.neededBy());
  }

  private long age(PoolEntry entry) {
    return Math.max(0, (clock.millis() - entry.arrivedAtMillis()) / 1000);
  }

  private static double rate(long fee, long gas) {
    return Math.round(100.0 * fee / Math.max(1, gas)) / 100.0;
  }

  private Stats stats() {
    long gas = 0;
    long fees = 0;
    long bytes = 0;
    long oldest = 0;
    NavigableMap<Long, Step> steps = new TreeMap<>();
    List<PoolEntry> entries = pool.entries();
    for (PoolEntry entry : entries) {
      long used = entry.outcome().gasUsed();
      gas += used;
      fees += entry.fee();
      bytes += entry.transaction().serializedSize();
      oldest = Math.max(oldest, age(entry));
      long from = Long.highestOneBit((long) rate(entry.fee(), used));
      steps.put(from, steps.getOrDefault(from, new Step(from, 0, U64.ZERO)).plus(used));
    }
    return new Stats(
        entries.size(),
        pool.limits().transactions(),
        bytes,
        pool.limits().bytes(),
        pool.orphanCount(),
        pool.limits().orphans(),
        U64.of(gas),
        U64.of(fees),
        oldest,
        new ArrayList<>(steps.values()));
  }
}
