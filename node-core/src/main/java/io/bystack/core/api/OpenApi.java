package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the OpenAPI 3.1 document of a set of endpoints from the types of their handlers. */
public final class OpenApi {
  private final ObjectNode schemas = ApiJson.mapper().createObjectNode();

  private OpenApi() {}

  /** The document as JSON. */
  public static ObjectNode document(
      String title, String version, Collection<Endpoint<?, ?>> endpoints) {
    OpenApi openApi = new OpenApi();
    ObjectNode root = ApiJson.mapper().createObjectNode();
    root.put("openapi", "3.1.0");
    root.putObject("info").put("title", title).put("version", version);
    ObjectNode paths = root.putObject("paths");
    for (Endpoint<?, ?> endpoint : endpoints) {
      paths.putObject(endpoint.path()).set("post", openApi.operation(endpoint));
    }
    openApi.addFailSchema();
    root.putObject("components").set("schemas", openApi.schemas);
    return root;
  }

  private ObjectNode operation(Endpoint<?, ?> endpoint) {
    ObjectNode operation = ApiJson.mapper().createObjectNode();
    operation.put("summary", endpoint.summary());
    operation.put("operationId", endpoint.path().substring(1));
    if (endpoint.readsBody()) {
      ObjectNode body = operation.putObject("requestBody").put("required", true);
      body.putObject("content")
          .putObject("application/json")
          .set("schema", schema(endpoint.request()));
    }
    ObjectNode ok = operation.putObject("responses").putObject("200");
    ok.put("description", "success or refusal, told apart by status");
    ArrayNode oneOf =
        ok.putObject("content").putObject("application/json").putObject("schema").putArray("oneOf");
    ObjectNode success = oneOf.addObject().put("type", "object");
    ObjectNode properties = success.putObject("properties");
    properties.putObject("status").put("const", "success");
    if (endpoint.answer() != Endpoint.NoResult.class) {
      properties.set("data", schema(endpoint.answer()));
    }
    success.putArray("required").add("status");
    oneOf.addObject().put("$ref", "#/components/schemas/Fail");
    return operation;
  }

  private void addFailSchema() {
    ObjectNode fail = schemas.putObject("Fail").put("type", "object");
    ObjectNode properties = fail.putObject("properties");
    properties.putObject("status").put("const", "fail");
    for (String name : List.of("code", "msg", "error_detail")) {
      properties.putObject(name).put("type", "string");
    }
  }

  private ObjectNode schema(Type type) {
    ObjectNode node = ApiJson.mapper().createObjectNode();
    switch (type) {
      case ParameterizedType p -> parameterized(node, p);
      case WildcardType w -> {
        return schema(w.getUpperBounds()[0]);
      }
      case Class<?> c -> simple(node, c);
      default -> node.put("type", "object");
    }
    return node;
  }

  private void parameterized(ObjectNode node, ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (Collection.class.isAssignableFrom(raw)) {
      node.put("type", "array").set("items", schema(arguments[0]));
    } else if (Map.class.isAssignableFrom(raw)) {
      node.put("type", "object").set("additionalProperties", schema(arguments[1]));
    } else if (raw == Optional.class) {
      node.setAll(schema(arguments[0]));
    } else {
      node.put("type", "object");
    }
  }

  private void simple(ObjectNode node, Class<?> type) {
    if (type == U64.class || type == BigInteger.class) {
      node.put("type", "integer").put("minimum", 0).put("format", "uint64");
    } else if (type == Hash.class) {
      node.put("type", "string").put("pattern", "^[0-9a-f]{64}$");
    } else if (type == Bytes.class) {
      node.put("type", "string").put("pattern", "^([0-9a-f]{2})*$");
    } else if (type == String.class) {
      node.put("type", "string");
    } else if (Set.of(boolean.class, Boolean.class).contains(type)) {
      node.put("type", "boolean");
    } else if (Set.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
      node.put("type", "integer");
    } else if (Set.of(double.class, Double.class).contains(type)) {
      node.put("type", "number");
    } else if (type.isArray()) {
      node.put("type", "array").set("items", schema(type.getComponentType()));
    } else if (type.isEnum()) {
      node.put("type", "string");
    } else if (type.isRecord()) {
      node.put("$ref", "#/components/schemas/" + define(type));
    } else {
      node.put("type", "object");
    }
  }

  private String define(Class<?> type) {
    String name =
        type.getEnclosingClass() == null
            ? type.getSimpleName()
            : type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
    if (!schemas.has(name)) {
      ObjectNode node = schemas.putObject(name).put("type", "object");
      ObjectNode properties = node.putObject("properties");
      for (RecordComponent component : type.getRecordComponents()) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        String key = named == null || named.value().isEmpty() ? component.getName() : named.value();
        properties.set(key, schema(component.getGenericType()));
      }
    }
    return name;
  }
}
