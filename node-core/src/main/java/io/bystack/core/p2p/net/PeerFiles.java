package io.bystack.core.p2p.net;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps bans and addresses in two JSON files of a folder; a damaged file counts as empty. */
final class PeerFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PeerFiles.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BANS = "bans.json";
  private static final String ADDRESSES = "addresses.json";
  private static final String KEPT = "kept.json";

  private final Optional<Path> folder;

  PeerFiles(Optional<Path> folder) {
    this.folder = folder;
  }

  List<BanList.Ban> readBans() {
    List<BanList.Ban> bans = new ArrayList<>();
    for (JsonNode row : read(BANS)) {
      try {
        bans.add(
            new BanList.Ban(
                InetAddress.ofLiteral(row.path("address").asText()),
                Instant.parse(row.path("until").asText()),
                row.path("reason").asText()));
      } catch (IllegalArgumentException | DateTimeException e) {
        LOG.warn("a row of {} is left out: {}", BANS, e.getMessage());
      }
    }
    return bans;
  }

  List<AddressBook.Entry> readAddresses() {
    List<AddressBook.Entry> entries = new ArrayList<>();
    for (JsonNode row : read(ADDRESSES)) {
      try {
        entries.add(
            new AddressBook.Entry(
                new InetSocketAddress(
                    InetAddress.ofLiteral(row.path("address").asText()), row.path("port").asInt()),
                row.path("lastSuccess").asLong(),
                0,
                row.path("failures").asInt()));
      } catch (IllegalArgumentException e) {
        LOG.warn("a row of {} is left out: {}", ADDRESSES, e.getMessage());
      }
    }
    return entries;
  }

  List<String> readKept() {
    List<String> kept = new ArrayList<>();
    read(KEPT).forEach(row -> kept.add(row.asText()));
    return kept;
  }

  void writeKept(List<String> kept) {
    ArrayNode rows = JSON.createArrayNode();
    kept.forEach(rows::add);
    write(KEPT, rows);
  }

  void writeBans(List<BanList.Ban> bans) {
    ArrayNode rows = JSON.createArrayNode();
    for (BanList.Ban ban : bans) {
      ObjectNode row = rows.addObject();
      row.put("address", ban.address().getHostAddress());
      row.put("until", ban.until().toString());
      row.put("reason", ban.reason());
    }
    write(BANS, rows);
  }

  void writeAddresses(List<AddressBook.Entry> entries) {
    ArrayNode rows = JSON.createArrayNode();
    for (AddressBook.Entry entry : entries) {
      ObjectNode row = rows.addObject();
      row.put("address", entry.address().getAddress().getHostAddress());
      row.put("port", entry.address().getPort());
      row.put("lastSuccess", entry.lastSuccess());
      row.put("failures", entry.failuresInARow());
    }
    write(ADDRESSES, rows);
  }

  private JsonNode read(String name) {
    Path file = folder.map(f -> f.resolve(name)).orElse(null);
    if (file == null || !Files.exists(file)) {
      return JSON.createArrayNode();
    }
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      LOG.warn("{} cannot be read and counts as empty: {}", file, e.getMessage());
      return JSON.createArrayNode();
    }
  }

  private void write(String name, ArrayNode rows) {
    if (folder.isEmpty()) {
      return;
    }
    Path file = folder.get().resolve(name);
    Path fresh = folder.get().resolve(name + ".new");
    try {
      Files.createDirectories(folder.get());
      JSON.writeValue(fresh.toFile(), rows);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", file, e.getMessage());
    }
  }
}
