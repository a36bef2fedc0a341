package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.CrossChainOutput;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.IssuanceInput;
import io.bystack.core.model.IssuanceTerms;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.Program;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.UnknownInput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.model.VoteOutput;
import io.bystack.core.vm.Disassembler;
import io.bystack.core.vm.VmException;
import io.bystack.dpos.VaporHeader;
import io.bystack.pow.ClassicHeader;
import java.math.BigInteger;
import java.util.List;

/**
 * Transactions, headers and blocks as the commands show them. Amounts are in the asset's smallest
 * unit; unsigned 64-bit numbers beyond 2^63 are written as they are.
 */
final class LedgerJson {
  private final ChainKind chain;

  LedgerJson(ChainKind chain) {
    this.chain = chain;
  }

  /** A transaction with its ids. */
  ObjectNode transaction(Transaction tx) {
    ObjectNode node = Json.object();
    node.put("id", tx.id().toString());
    node.put("chain", chain.label());
    node.put("version", unsigned(tx.version()));
    node.put("size", tx.serializedSize());
    node.put("time_range", unsigned(tx.timeRange()));
    node.put("mux_id", tx.muxId().toString());
    ArrayNode inputs = node.putArray("inputs");
    for (int i = 0; i < tx.inputs().size(); i++) {
      inputs.add(input(tx, i));
    }
    ArrayNode outputs = node.putArray("outputs");
    for (int i = 0; i < tx.outputs().size(); i++) {
      outputs.add(output(tx, i));
    }
    return node;
  }

  /** The entries a transaction consists of, by id. */
  static List<ObjectNode> entries(Transaction tx) {
    return tx.entries().stream()
        .map(entry -> {
          ObjectNode node = Json.object();
          node.put("type", entry.type().entryName());
          node.put("id", entry.id().toString());
          return node;
        })
        .toList();
  }

  private ObjectNode input(Transaction tx, int index) {
    TxInput input = tx.inputs().get(index);
    ObjectNode node = Json.object();
    switch (input) {
      case SpendInput spend -> node.put("type", "spend");
      case IssuanceInput issuance -> node.put("type", "issue");
      case CoinbaseInput coinbase -> node.put("type", "coinbase");
      case VetoInput veto -> node.put("type", "veto");
      case CrossChainInput crossing -> node.put("type", "cross_chain_in");
      case UnknownInput unknown -> node.put("type", "unknown");
    }
    tx.inputEntryId(index).ifPresent(id -> node.put("input_id", id.toString()));
    if (input.assetVersion() != 1) {
      node.put("asset_version", unsigned(input.assetVersion()));
    }
    input.value().ifPresent(value -> put(node, value));
    switch (input) {
      case SpendInput spend -> put(node, tx.spentOutputId(index).orElseThrow(), spend.spent());
      case VetoInput veto -> {
        put(node, tx.spentOutputId(index).orElseThrow(), veto.spent());
        node.put("vote", veto.vote().toHex());
      }
      case IssuanceInput issuance -> {
        node.put("nonce", issuance.nonce().toHex());
        put(node, issuance.terms());
      }
      case CrossChainInput crossing -> {
        node.put("main_chain_source_id", crossing.source().sourceId().toString());
        node.put("main_chain_source_position", unsigned(crossing.source().sourcePosition()));
        put(node, crossing.terms());
      }
      case CoinbaseInput coinbase -> node.put("arbitrary", coinbase.arbitrary().toHex());
      case UnknownInput unknown -> {}
    }
    if (!input.arguments().isEmpty()) {
      ArrayNode arguments = node.putArray("arguments");
      input.arguments().forEach(argument -> arguments.add(argument.toHex()));
    }
    return node;
  }

  private ObjectNode output(Transaction tx, int index) {
    TxOutput output = tx.outputs().get(index);
    ObjectNode node = Json.object();
    node.put("type", output.isRetirement() ? "retire" : kind(output));
    node.put("output_id", tx.resultId(index).toString());
    if (output.assetVersion() != 1) {
      node.put("asset_version", unsigned(output.assetVersion()));
    }
    put(node, output.value());
    put(node, "control_program", output.program());
    if (output instanceof VoteOutput vote) {
      node.put("vote", vote.vote().toHex());
    }
    return node;
  }

  private static String kind(TxOutput output) {
    return switch (output) {
      case OriginalOutput original -> "control";
      case IntraChainOutput intra -> "control";
      case CrossChainOutput crossing -> "cross_chain_out";
      case VoteOutput vote -> "vote";
    };
  }

  private static void put(ObjectNode node, AssetAmount value) {
    node.put("asset_id", value.asset().toString());
    if (value.asset().isBtm()) {
      node.put("asset", "BTM");
    }
    node.put("amount", unsigned(value.amount()));
  }

  private void put(ObjectNode node, Hash spentOutput, SpendCommitment spent) {
    node.put("spent_output_id", spentOutput.toString());
    node.put("source_id", spent.sourceId().toString());
    node.put("source_position", unsigned(spent.sourcePosition()));
    put(node, "control_program", spent.program());
  }

  private void put(ObjectNode node, IssuanceTerms terms) {
    put(node, "issuance_program", terms.program());
    String definition = terms.definition().toUtf8();
    // Anybody may write anything here, also what would steer a terminal.
    if (definition.chars().anyMatch(c -> c == 0xfffd || (Character.isISOControl(c) && c != '\n'))) {
      node.put("asset_definition_hex", terms.definition().toHex());
    } else {
      node.put("asset_definition", definition);
    }
  }

  private void put(ObjectNode node, String name, Program program) {
    if (program.vmVersion() != 1) {
      node.put("vm_version", unsigned(program.vmVersion()));
    }
    node.put(name, program.code().toHex());
    node.put(name + "_text", text(program.code()));
  }

  private String text(Bytes program) {
    try {
      return Disassembler.disassemble(chain.instructions(), program);
    } catch (VmException e) {
      return "(not a program: " + e.getMessage() + ")";
    }
  }

  /** A header with its hash. */
  ObjectNode header(BlockHeader header) {
    ObjectNode node = Json.object();
    node.put("hash", header.hash().toString());
    node.put("chain", chain.label());
    node.put("version", unsigned(header.version()));
    node.put("height", unsigned(header.height()));
    node.put("previous_block_hash", header.previous().toString());
    node.put("timestamp", unsigned(header.timestamp()));
    node.put("transaction_merkle_root", header.transactionRoot().toString());
    node.put("transaction_status_hash", header.statusRoot().toString());
    if (header instanceof ClassicHeader classic) {
      node.put("nonce", unsigned(classic.nonce()));
      node.put("bits", unsigned(classic.bits()));
    }
    if (header instanceof VaporHeader vapor) {
      ArrayNode witness = node.putArray("witness");
      vapor.witness().forEach(signature -> witness.add(signature.toHex()));
    }
    return node;
  }

  /** A block with all its transactions. */
  ObjectNode block(Block block) {
    ObjectNode node = header(block.header());
    node.put("size", block.raw().length());
    node.put(
        "transaction_root_matches",
        block.computeTransactionRoot().equals(block.header().transactionRoot()));
    ArrayNode transactions = node.putArray("transactions");
    block.transactions().forEach(tx -> transactions.add(transaction(tx)));
    return node;
  }

  /** An unsigned number; JSON has no limit. */
  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }
}
