package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.exit.CommandException;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.Address;
import io.bystack.core.crypto.AddressException;
import io.bystack.core.model.Transaction;
import io.bystack.dpos.GasRules;
import io.bystack.dpos.staking.KeyAccount.Coin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the commands ask a node, as values. */
record ChainQueries(NodeClient client, Screen screen) implements TransactionWatch.Chain {

  /** The network's numbers and the chain's state, at one moment. */
  record Rules(JsonNode json) {
    long height() {
      return json.path("height").asLong();
    }

    long irreversible() {
      return json.path("irreversible_height").asLong();
    }

    long roundBlocks() {
      return json.path("round_blocks").asLong();
    }

    long voteLock() {
      return json.path("vote_lock_blocks").asLong();
    }

    long minVote() {
      return json.path("min_vote").asLong();
    }

    long minProducerVotes() {
      return json.path("min_producer_votes").asLong();
    }

    String addressPrefix() {
      return json.path("address_prefix").asText();
    }

    GasRules gas() {
      return new GasRules(
          Long.MAX_VALUE,
          json.path("max_transaction_gas").asLong(),
          json.path("free_gas").asLong(),
          json.path("gas_price").asLong(),
          1);
    }

    /** When a height will be there, if a block is made in every slot. */
    Instant timeOf(long height) {
      return Instant.ofEpochMilli(
          json.path("height_time_ms").asLong()
              + Math.max(0, height - height()) * json.path("block_interval_ms").asLong());
    }

    String address(Bytes program) {
      try {
        return Address.ofProgram(addressPrefix(), program).encode();
      } catch (AddressException e) {
        return program.toHex();
      }
    }

    Bytes program(String option, String address) {
      try {
        return Address.decode(addressPrefix(), address).program();
      } catch (AddressException e) {
        throw CommandException.usage(
            option + " is " + address,
            e.getMessage(),
            "Addresses of this network begin with " + addressPrefix() + "1.");
      }
    }
  }

  /** An unspent output, and from which height on it may be spent. */
  record Owned(Coin coin, long height, long spendableFrom) {}

  Rules rules() {
    return new Rules(client.call("/bystack/rules"));
  }

  /** The hash of the chain's first block. */
  Hash genesis() {
    JsonNode block = client.call("/get-block", object().put("block_height", 0));
    return Hash.fromHex(block.path("hash").asText());
  }

  /** All unspent BTM of a program, read from a height on. */
  List<Owned> owned(Bytes program, long from) {
    List<Owned> owned = new ArrayList<>();
    Optional<Long> next = Optional.of(from);
    while (next.isPresent()) {
      ObjectNode request = object().put("control_program", program.toHex());
      JsonNode part = client.call("/bystack/outputs", request.put("from_height", next.get()));
      for (JsonNode output : part.path("outputs")) {
        owned.add(
            new Owned(
                coin(output),
                output.path("height").asLong(),
                output.path("spendable_from").asLong()));
      }
      next = next(part);
    }
    return owned;
  }

  /** Where to go on reading; says how far it is, since that may take a while. */
  Optional<Long> next(JsonNode part) {
    if (!part.has("next_height")) {
      return Optional.empty();
    }
    long height = part.path("next_height").asLong();
    screen.say("read to block " + height + " of " + part.path("height").asLong());
    return Optional.of(height);
  }

  static Coin coin(JsonNode output) {
    Optional<Bytes> vote =
        output.has("vote")
            ? Optional.of(Bytes.fromHex(output.path("vote").asText()))
            : Optional.empty();
    return new Coin(
        Hash.fromHex(output.path("id").asText()),
        Hash.fromHex(output.path("source_id").asText()),
        output.path("source_position").asInt(),
        output.path("amount").asLong(),
        vote);
  }

  void submit(Transaction transaction) {
    var _ =
        client.call("/submit-transaction", object().put("raw_transaction", transaction.toHex()));
  }

  @Override
  public long height() {
    return rules().height();
  }

  @Override
  public long irreversible() {
    return rules().irreversible();
  }

  @Override
  public Optional<Long> find(Hash transaction, long from, long to) {
    for (long height = from; height <= to; height++) {
      JsonNode block = client.call("/get-block", object().put("block_height", height));
      for (JsonNode found : block.path("transactions")) {
        if (found.path("id").asText().equals(transaction.toHex())) {
          return Optional.of(height);
        }
      }
    }
    return Optional.empty();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
