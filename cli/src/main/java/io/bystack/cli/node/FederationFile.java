package io.bystack.cli.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.Reason;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPub;
import io.bystack.dpos.FederationPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code federation.json} as the side chain's reference node writes it: the members' root keys in
 * their order and how many must sign (spec/06 §11.2).
 */
public record FederationFile(List<XPub> members, int quorum) {
  /** A federation that nobody can sign for. */
  public static final FederationFile NONE = new FederationFile(List.of(), 0);

  public FederationFile {
    members = List.copyOf(members);
  }

  /** Reads the file, or says what is wrong with it. */
  public static FederationFile read(Path path) {
    try {
      JsonNode json = JsonMapper.builder().build().readTree(Files.readAllBytes(path));
      List<XPub> members = new ArrayList<>();
      for (JsonNode key : json.path("xpubs")) {
        members.add(XPub.parse(key.asText()));
      }
      int quorum = json.path("quorum").asInt();
      if (quorum < 1 || quorum > members.size()) {
        throw invalid(path, "quorum " + quorum + " of " + members.size() + " members");
      }
      return new FederationFile(members, quorum);
    } catch (KeyException e) {
      throw invalid(path, e.getMessage());
    } catch (IOException e) {
      throw invalid(path, Reason.of(e));
    }
  }

  /** Writes it so that {@link #read} and the reference node read it. */
  public void write(Path path) throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode xpubs = json.putArray("xpubs");
    members.forEach(member -> xpubs.add(member.bytes().toHex()));
    json.put("quorum", quorum);
    Files.writeString(path, json.toPrettyString() + "\n");
  }

  private static CommandException invalid(Path path, String why) {
    return CommandException.usage(path + " is not a federation file", why, "");
  }

  /** The programs its claims must satisfy, given the height of the fork that replaces it. */
  public FederationPrograms programs(long fork) {
    return FederationPrograms.of(members, quorum, fork);
  }
}
