package io.bystack.core.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.bytes.HexText;
import io.bystack.core.model.AssetId;
import java.io.IOException;
import java.math.BigInteger;

/**
 * The JSON rules of spec/06 §5: names matched without regard to case, unknown fields ignored,
 * strict types, integers exact to 64 bits, hex text for bytes and hashes.
 */
public final class ApiJson {
  private static final BigInteger U64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final int MAX_DEPTH = 64;

  private static final ObjectMapper MAPPER = build();

  private ApiJson() {}

  /** The shared mapper; thread-safe, not to be reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  private static ObjectMapper build() {
    SimpleModule types = new SimpleModule("bystack");
    types.addSerializer(Bytes.class, new HexSerializer<>(Bytes.class, Bytes::toHex));
    types.addSerializer(AssetId.class, new HexSerializer<>(AssetId.class, AssetId::toString));
    types.addSerializer(Hash.class, new HexSerializer<>(Hash.class, Hash::toHex));
    types.addDeserializer(Bytes.class, new BytesDeserializer());
    types.addDeserializer(Hash.class, new HashDeserializer());
    types.addDeserializer(U64.class, new U64Deserializer());
    JsonMapper mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(ApiOptions.MAX_BODY_BYTES)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(types)
            .build();
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    return mapper;
  }

  private static final class HexSerializer<T> extends JsonSerializer<T> {
    private final Class<T> type;
    private final java.util.function.Function<T, String> hex;

    HexSerializer(Class<T> type, java.util.function.Function<T, String> hex) {
      this.type = type;
      this.hex = hex;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(hex.apply(value));
    }

    @Override
    public Class<T> handledType() {
      return type;
    }
  }

  private static final class BytesDeserializer extends JsonDeserializer<Bytes> {
    @Override
    public Bytes deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String text = text(parser, context, Bytes.class);
      try {
        return HexText.decode(text);
      } catch (DecodeException e) {
        throw context.weirdStringException(text, Bytes.class, e.getMessage());
      }
    }
  }

  private static final class HashDeserializer extends JsonDeserializer<Hash> {
    @Override
    public Hash deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String text = text(parser, context, Hash.class);
      try {
        return Hash.fromHex(text);
      } catch (IllegalArgumentException e) {
        throw context.weirdStringException(text, Hash.class, e.getMessage());
      }
    }

    @Override
    public Hash getNullValue(DeserializationContext context) {
      return Hash.ZERO;
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return null;
    }
  }

  private static final class U64Deserializer extends JsonDeserializer<U64> {
    @Override
    public U64 deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        return (U64) context.handleUnexpectedToken(U64.class, parser);
      }
      BigInteger value = parser.getBigIntegerValue();
      if (value.signum() < 0 || value.compareTo(U64_MAX) > 0) {
        throw context.weirdNumberException(value, U64.class, "expected an integer of 0…2^64-1");
      }
      return U64.of(value.longValue());
    }

    @Override
    public U64 getNullValue(DeserializationContext context) {
      return U64.ZERO;
    }

    @Override
    public U64 getAbsentValue(DeserializationContext context) {
      return U64.ZERO;
    }
  }

  private static String text(JsonParser parser, DeserializationContext context, Class<?> type)
      throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      context.handleUnexpectedToken(type, parser);
    }
    return parser.getText();
  }
}
