package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pool's queries and submission of transactions (spec/06 §7.7, §8.6). */
public record PoolEndpoints(ChainAccess chain, TransactionRenderer renderer) {
  record Ids(@JsonProperty("total") int total, @JsonProperty("tx_ids") List<Hash> ids) {}

  record ById(@JsonProperty("tx_id") Bytes id) {}

  record Raw(@JsonProperty("raw_transaction") String raw) {}

  record RawList(@JsonProperty("raw_transactions") List<String> raws) {}

  @JsonPropertyOrder("tx_id")
  record Submitted(@JsonProperty("tx_id") Hash id) {}

  @JsonPropertyOrder("tx_id")
  record SubmittedList(@JsonProperty("tx_id") List<Hash> ids) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/list-unconfirmed-transactions",
            Ids.class,
            "Ids of the pool's transactions.",
            () -> {
              List<Hash> ids = chain.pooledIds();
              return new Ids(ids.size(), ids);
            }),
        Endpoint.of(
            "/get-unconfirmed-transaction",
            ById.class,
            TransactionView.Placed.class,
            "A transaction of the pool.",
            this::pooled),
        Endpoint.of(
            "/decode-raw-transaction",
            Raw.class,
            TransactionView.Decoded.class,
            "Shows what a raw transaction says.",
            r -> renderer.decoded(decode(r.raw()))),
        Endpoint.of(
            "/submit-transaction",
            Raw.class,
            Submitted.class,
            "Offers a signed transaction to the network.",
            r -> new Submitted(submit(r.raw()))),
        Endpoint.of(
            "/submit-transactions",
            RawList.class,
            SubmittedList.class,
            "Offers transactions in order; stops at the first that is refused.",
            this::submitAll));
  }

  private TransactionView.Placed pooled(ById request) throws ApiException {
    byte[] id = request.id() == null ? new byte[0] : request.id().toArray();
    return chain
        .pooled(Hash.of(Arrays.copyOf(id, Hash.SIZE)))
        .map(p -> renderer.placed(p.transaction(), p.statusFail()))
        .orElseThrow(() -> ApiException.of("transaction are not existed in the mempool"));
  }

  private Hash submit(String raw) throws ApiException {
    Transaction transaction = decode(raw);
    chain.submit(transaction);
    return transaction.id();
  }

  private SubmittedList submitAll(RawList request) throws ApiException {
    List<String> raws = request.raws() == null ? List.of() : request.raws();
    List<Transaction> transactions = new ArrayList<>(raws.size());
    for (String raw : raws) {
      transactions.add(decode(raw));
    }
    List<Hash> ids = new ArrayList<>(raws.size());
    for (Transaction transaction : transactions) {
      chain.submit(transaction);
      ids.add(transaction.id());
    }
    return new SubmittedList(ids);
  }

  private Transaction decode(String raw) throws ApiException {
    if (raw == null) {
      throw ApiException.badRequest("raw_transaction is missing, expected hex text");
    }
    try {
      return chain.format().parseTransaction(raw);
    } catch (DecodeException e) {
      throw ApiException.badRequest(e.getMessage());
    }
  }
}
