package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxOutput;
import io.bystack.core.vm.StandardPrograms;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.staking.KeyAccount.Choice;
import io.bystack.dpos.staking.KeyAccount.Coin;
import io.bystack.dpos.staking.Payout.Paid;
import io.bystack.dpos.staking.Payout.Part;
import io.bystack.dpos.staking.Payout.Planned;
import io.bystack.dpos.staking.Payout.Purpose;
import io.bystack.dpos.staking.Payout.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pays a payout once, however often it is interrupted: a signed transaction is in the journal
 * before it is sent, and can be in a block only up to a height. Until it is in an irreversible
 * block, the very same one is sent again; only when it can no longer be in any block is another one
 * signed.
 */
public final class PayoutRun {
  private static final long VALID_BLOCKS = 1_200;

  /** The chain as a payout needs it. */
  public interface Chain {
    long height();

    long irreversible();

    /** Length of a round. */
    long roundBlocks();

    /** Height of the main-chain block with a transaction, if there is one in a range of heights. */
    Optional<Long> find(Hash transaction, long from, long to);

    /** Coins of the payer that can be spent in the next block. */
    List<Coin> coins();

    /** Offers a transaction; a refusal is no error, it shows in what the chain has later. */
    void submit(Transaction transaction);

    /** Waits a moment. */
    void pause();
  }

  /** The payer has too little. */
  public static final class NotEnough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotEnough(String message) {
      super(message);
    }
  }

  private final PayoutJournal journal;
  private final Chain chain;
  private final KeyAccount payer;
  private final long fee;

  /**
   * @param fee neu for each transaction
   */
  public PayoutRun(PayoutJournal journal, Chain chain, KeyAccount payer, long fee) {
    this.journal = journal;
    this.chain = chain;
    this.payer = payer;
    this.fee = fee;
  }

  /** Pays what is not paid yet; returns when all of it is irreversible. */
  public Payout pay(Payout payout) {
    Payout now = payout;
    for (int i = 0; i < payout.parts().size(); i++) {
      while (!(now.parts().get(i).state() instanceof Paid)) {
        now = step(now, i);
      }
    }
    return now;
  }

  private Payout step(Payout payout, int index) {
    Part part = payout.parts().get(index);
    return switch (part.state()) {
      case Planned _ -> sign(payout, index);
      case Sent sent -> follow(payout, index, sent);
      case Paid _ -> payout;
    };
  }

  private Payout sign(Payout payout, int index) {
    Part part = payout.parts().get(index);
    long needed = Math.addExact(Math.addExact(part.total(), fee), hasMemo(payout) ? 1 : 0);
    List<Coin> coins = chain.coins();
    Optional<Choice> choice = KeyAccount.choose(coins, needed);
    if (choice.isEmpty()) {
      merge(coins, needed);
      return payout;
    }
    // Blocks from here on may be undone, and the transaction then be in one below the tip.
    long from = chain.irreversible() + 1;
    long expiry = chain.height() + VALID_BLOCKS;
    Transaction transaction = transaction(payout, part, choice.get(), expiry);
    Payout signed = payout.with(index, new Sent(transaction.raw(), from, expiry));
    journal.update(signed);
    chain.submit(transaction);
    return signed;
  }

  private Payout follow(Payout payout, int index, Sent sent) {
    Transaction transaction = decode(sent.raw());
    // Asked for first: what is found below it later cannot have been missed.
    long irreversible = chain.irreversible();
    Optional<Long> found =
        chain.find(transaction.id(), sent.from(), Math.min(chain.height(), sent.expiry()));
    if (found.isPresent() && found.get() <= irreversible) {
      Payout paid = payout.with(index, new Paid(transaction.id(), found.get()));
      journal.update(paid);
      return paid;
    }
    if (found.isEmpty() && irreversible >= sent.expiry()) {
      Payout again = payout.with(index, new Planned());
      journal.update(again);
      return again;
    }
    if (found.isEmpty()) {
      chain.submit(transaction);
    }
    chain.pause();
    return payout;
  }

  /**
   * Makes one coin of the largest: rewards come in one coin for each round, and a transaction has
   * room for so many. Returns when it is in a block, or can never be.
   */
  private void merge(List<Coin> coins, long needed) {
    long all = sum(coins);
    if (coins.size() <= KeyAccount.MOST_INPUTS || all < Math.addExact(needed, fee)) {
      throw new NotEnough(
          needed + " neu are needed, with the fee, at the payer's address, which has " + all);
    }
    List<Coin> largest = KeyAccount.largest(coins);
    long merged = sum(largest) - fee;
    if (merged <= 0) {
      throw new NotEnough("the coins at the payer's address are too small for a fee of " + fee);
    }
    long from = chain.irreversible() + 1;
    long expiry = chain.height() + VALID_BLOCKS;
    Transaction transaction =
        payer.sign(
            largest,
            List.of(new IntraChainOutput(AssetAmount.btm(merged), payer.program())),
            expiry);
    while (chain.height() <= expiry
        && chain.find(transaction.id(), from, chain.height()).isEmpty()) {
      chain.submit(transaction);
      chain.pause();
    }
  }

  private static long sum(List<Coin> coins) {
    return coins.stream().map(Coin::amount).reduce(0L, Math::addExact);
  }

  private Transaction transaction(Payout payout, Part part, Choice choice, long expiry) {
    List<TxOutput> outputs = new ArrayList<>();
    if (hasMemo(payout)) {
      outputs.add(
          new IntraChainOutput(AssetAmount.btm(1), StandardPrograms.retirement(memo(payout))));
    }
    part.due()
        .forEach((program, amount) ->
            outputs.add(new IntraChainOutput(AssetAmount.btm(amount), program)));
    if (choice.change() > 0) {
      outputs.add(new IntraChainOutput(AssetAmount.btm(choice.change()), payer.program()));
    }
    return payer.sign(choice.coins(), outputs, expiry);
  }

  /** As with the reference's tools: one neu is retired with it, and standby rewards have none. */
  private static boolean hasMemo(Payout payout) {
    return payout.terms().purpose() == Purpose.VOTERS;
  }

  /** As the reference's tool writes it: the start is the end of the round before the first. */
  private Bytes memo(Payout payout) {
    return Bytes.utf8(
        "{\"start_height\":%d,\"end_height\":%d,\"node_pubkey\":\"%s\",\"reward_ratio\":%d}"
            .formatted(
                payout.rounds().getFirst() - chain.roundBlocks(),
                payout.rounds().getLast(),
                payout.xpub().toHex(),
                payout.terms().percent()));
  }

  private static Transaction decode(Bytes raw) {
    try {
      return VaporFormat.INSTANCE.decodeTransaction(raw);
    } catch (DecodeException e) {
      throw new IllegalStateException("the payout journal holds no transaction", e);
    }
  }
}
