package io.bystack.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** TOML as a flat map from dotted keys to texts, in the file's order; lists joined by commas. */
final class TomlText {
  private static final TomlMapper MAPPER = new TomlMapper();
  private static final long MAX_BYTES = 1 << 20;

  private TomlText() {}

  static Map<String, String> read(Path file) throws ConfigException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(file + " is larger than a configuration can be (1 MiB)");
      }
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new ConfigException(file + ": there is no such file");
    } catch (IOException e) {
      throw new ConfigException(file + " cannot be read: " + e);
    }
  }

  static Map<String, String> parse(String text, String name) throws ConfigException {
    try {
      Map<String, String> flat = new LinkedHashMap<>();
      flatten("", MAPPER.readTree(text), flat, name);
      return flat;
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : ", line "
                  + e.getLocation().getLineNr()
                  + " column "
                  + e.getLocation().getColumnNr();
      throw new ConfigException(name + place + ": " + e.getOriginalMessage());
    }
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> flat, String name)
      throws ConfigException {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String key = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
      JsonNode value = field.getValue();
      if (value.isObject()) {
        flatten(key, value, flat, name);
      } else if (value.isArray()) {
        List<String> items = new ArrayList<>();
        for (JsonNode item : value) {
          if (!item.isValueNode() || item.asText().contains(",")) {
            throw new ConfigException(name + ": " + key + " must be a list of plain values");
          }
          items.add(item.asText());
        }
        flat.put(key, String.join(",", items));
      } else {
        flat.put(key, value.asText());
      }
    }
  }
}
