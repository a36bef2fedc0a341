package io.bystack.dpos.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.bystack.core.api.ApiException;
import io.bystack.core.api.Endpoint;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.Mempool;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.DposParameters;
import io.bystack.dpos.staking.LedgerScan;
import io.bystack.dpos.staking.RoundIncome;
import java.util.List;
import java.util.OptionalLong;

/**
 * Calls of our own that read the chain for those who have no wallet: each reads a bounded part and
 * says where to go on.
 */
public record ScanEndpoints(ConsensusView view, ChainEngine engine, Mempool pool) {

  record OutputsRequest(
      @JsonProperty("control_program") Bytes program, @JsonProperty("from_height") long from) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OutputView(
      @JsonProperty("id") Hash id,
      @JsonProperty("source_id") Hash source,
      @JsonProperty("source_position") int position,
      @JsonProperty("control_program") Bytes program,
      @JsonProperty("amount") long amount,
      @JsonProperty("vote") Bytes vote,
      @JsonProperty("height") long height,
      @JsonProperty("spendable_from") long spendableFrom) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OutputsView(
      @JsonProperty("outputs") List<OutputView> outputs,
      @JsonProperty("next_height") Long next,
      @JsonProperty("height") long height) {}

  record VotesRequest(
      @JsonProperty("vote") Bytes vote,
      @JsonProperty("control_program") Bytes program,
      @JsonProperty("from_height") long from,
      @JsonProperty("to_height") Long to) {
    boolean wants(Bytes key, Bytes holder) {
      return (vote == null || vote.equals(key)) && (program == null || program.equals(holder));
    }
  }

  record WithdrawalView(@JsonProperty("id") Hash output, @JsonProperty("height") long height) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record VotesView(
      @JsonProperty("votes") List<OutputView> votes,
      @JsonProperty("withdrawals") List<WithdrawalView> withdrawals,
      @JsonProperty("next_height") Long next,
      @JsonProperty("height") long height) {}

  record IncomeRequest(@JsonProperty("key") Bytes xpub, @JsonProperty("end_height") Long end) {}

  record IncomeView(
      @JsonProperty("end_height") long end,
      @JsonProperty("made") int made,
      @JsonProperty("control_programs") List<Bytes> programs,
      @JsonProperty("amount") long amount) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/bystack/outputs",
            OutputsRequest.class,
            OutputsView.class,
            "Unspent BTM outputs of a control program in a part of the chain.",
            this::outputs),
        Endpoint.of(
            "/bystack/votes",
            VotesRequest.class,
            VotesView.class,
            "Votes for a key or of a control program, made and withdrawn in a part of the chain.",
            this::votes),
        Endpoint.of(
            "/bystack/income",
            IncomeRequest.class,
            IncomeView.class,
            "What a producer earned in a round, by default the last complete one.",
            this::income));
  }

  private OutputsView outputs(OutputsRequest request) throws ApiException {
    Bytes program = given("control_program", request.program());
    LedgerScan.Part<LedgerScan.Output> part =
        new LedgerScan(engine.tree())
            .outputs(
                request.from(),
                Long.MAX_VALUE,
                output -> output.program().equals(program) && isFree(output.id()));
    return new OutputsView(
        part.rows().stream().map(this::view).toList(), next(part.next()), height());
  }

  private boolean isFree(Hash output) {
    return engine.utxo(output).map(entry -> !entry.spent()).orElse(false) && !pool.spends(output);
  }

  private VotesView votes(VotesRequest request) throws ApiException {
    if (request.program() == null) {
      var _ = given("vote", request.vote());
    }
    long to = request.to() == null ? view.finalBlock().height() : request.to();
    LedgerScan scan = new LedgerScan(engine.tree());
    LedgerScan.Part<LedgerScan.Output> votes =
        scan.outputs(
            request.from(),
            to,
            o -> o.vote().map(key -> request.wants(key, o.program())).orElse(false));
    long read = votes.next().isPresent() ? votes.next().getAsLong() - 1 : to;
    LedgerScan.Part<LedgerScan.Withdrawal> gone =
        scan.withdrawals(
            request.from(),
            read,
            veto -> request.wants(veto.vote(), veto.spent().program().code()));
    if (gone.next().isPresent()) {
      long end = gone.next().getAsLong();
      return new VotesView(
          votes.rows().stream().filter(o -> o.height() < end).map(this::view).toList(),
          withdrawals(gone),
          end,
          height());
    }
    return new VotesView(
        votes.rows().stream().map(this::view).toList(),
        withdrawals(gone),
        next(votes.next()),
        height());
  }

  private static List<WithdrawalView> withdrawals(LedgerScan.Part<LedgerScan.Withdrawal> part) {
    return part.rows().stream().map(w -> new WithdrawalView(w.output(), w.height())).toList();
  }

  private IncomeView income(IncomeRequest request) throws ApiException {
    Bytes xpub = given("key", request.xpub());
    long blocks = view.parameters().round().roundVoteBlocks();
    long last = view.parameters().round().boundary(height());
    long end = request.end() == null ? last : request.end();
    if (end < blocks || end > last || end % blocks != 0) {
      throw ApiException.badRequest(
          "end_height is %d, must be a multiple of %d up to %d".formatted(end, blocks, last));
    }
    try {
      RoundIncome income = RoundIncome.of(view, engine.tree(), end, xpub);
      return new IncomeView(income.end(), income.made(), income.programs(), income.amount());
    } catch (RuleViolation e) {
      throw ApiException.of(e.getMessage());
    }
  }

  private OutputView view(LedgerScan.Output output) {
    DposParameters p = view.parameters();
    long lock =
        output.vote().isPresent()
            ? p.stake().votePendingBlocks()
            : output.coinbase() ? p.coinbase().pendingBlocks() : 0;
    return new OutputView(
        output.id(),
        output.source(),
        output.position(),
        output.program(),
        output.amount(),
        output.vote().orElse(null),
        output.height(),
        output.height() + lock);
  }

  private long height() {
    return engine.best().height();
  }

  private static Long next(OptionalLong next) {
    return next.isPresent() ? next.getAsLong() : null;
  }

  private static Bytes given(String field, Bytes value) throws ApiException {
    if (value == null || value.isEmpty()) {
      throw ApiException.badRequest(field + " is missing");
    }
    return value;
  }
}
