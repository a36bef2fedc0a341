package io.bystack.pow.stratum;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.Hash;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.mining.BlockTemplate;

/**
 * The line that brings miners a template as a job (spec/03 §11.2). A thousand miners are told at
 * once, so what all lines of a template have in common is written once.
 */
final class JobText {
  private static final String NONCE = "@nonce";
  private static final String ID = "@id";
  private static final String TARGET = "@target";

  private final BlockTemplate template;
  private final String beforeNonce;
  private final String beforeId;
  private final String beforeTarget;
  private final String end;

  private JobText(BlockTemplate template) {
    this.template = template;
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("jsonrpc", "2.0").put("method", "job");
    ClassicHeader header = template.header();
    Hash seed = template.seed();
    node.set("params", Job.toJson(header, seed, new Job.Own(NONCE, ID, TARGET)));
    String line = node.toString();
    int nonce = line.indexOf(NONCE);
    int id = line.indexOf(ID);
    int target = line.indexOf(TARGET);
    this.beforeNonce = line.substring(0, nonce);
    this.beforeId = line.substring(nonce + NONCE.length(), id);
    this.beforeTarget = line.substring(id + ID.length(), target);
    this.end = line.substring(target + TARGET.length());
  }

  static JobText of(BlockTemplate template) {
    return new JobText(template);
  }

  boolean isOf(BlockTemplate other) {
    return template.header().equals(other.header());
  }

  /** The line for a job made of this template. */
  String line(Job job) {
    Job.Own own = job.own();
    return beforeNonce + own.nonce() + beforeId + own.id() + beforeTarget + own.target() + end;
  }
}
