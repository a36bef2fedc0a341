package io.bystack.core.p2p.lan;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The part of a DNS message (RFC 1035, RFC 6762) that service discovery needs. Names are texts with
 * dots between labels, so labels with dots do not occur; those read are in lower case.
 */
record DnsMessage(boolean response, List<Question> questions, List<Answer> records) {
  static final int A = 1;
  static final int PTR = 12;
  static final int SRV = 33;
  static final int ANY = 255;

  /** Most bytes of a message. */
  static final int MAX_BYTES = 9_000;

  private static final int MAX_ENTRIES = 64;
  private static final int MAX_NAME = 255;
  private static final int MAX_LABEL = 63;
  private static final int MAX_JUMPS = 16;
  private static final int RESPONSE = 0x8400;
  private static final int INTERNET = 1;
  private static final int POINTER = 0xc0;
  private static final int SRV_HEAD = 6;

  record Question(String name, int type) {}

  /** A record of any section. */
  sealed interface Answer permits Address, Pointer, Service, Other {
    String name();

    int ttl();
  }

  /** The four bytes of a host's address. */
  record Address(String name, int ttl, Bytes ip) implements Answer {}

  /** An instance of a service. */
  record Pointer(String name, int ttl, String target) implements Answer {}

  /** Host and port of an instance. */
  record Service(String name, int ttl, int port, String host) implements Answer {}

  /** Anything else. */
  record Other(String name, int ttl, int type) implements Answer {}

  DnsMessage {
    questions = List.copyOf(questions);
    records = List.copyOf(records);
  }

  /** The bytes of a message without compressed names. */
  Bytes encode() {
    ByteWriter out = new ByteWriter(512);
    u16(out, 0);
    u16(out, response ? RESPONSE : 0);
    u16(out, questions.size());
    u16(out, records.size());
    u16(out, 0);
    u16(out, 0);
    for (Question question : questions) {
      name(out, question.name);
      u16(out, question.type);
      u16(out, INTERNET);
    }
    for (Answer record : records) {
      name(out, record.name());
      ByteWriter data = new ByteWriter(64);
      int type =
          switch (record) {
            case Address a -> {
              data.raw(a.ip);
              yield A;
            }
            case Pointer p -> {
              name(data, p.target);
              yield PTR;
            }
            case Service s -> {
              u16(data, 0);
              u16(data, 0);
              u16(data, s.port);
              name(data, s.host);
              yield SRV;
            }
            case Other o -> o.type;
          };
      u16(out, type);
      u16(out, INTERNET);
      u16(out, record.ttl() >>> 16);
      u16(out, record.ttl() & 0xffff);
      u16(out, data.size());
      out.raw(data.toBytes());
    }
    return out.toBytes();
  }

  private static void u16(ByteWriter out, int value) {
    out.u8((value >>> 8) & 0xff).u8(value & 0xff);
  }

  private static void name(ByteWriter out, String name) {
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
      if (bytes.length == 0 || bytes.length > MAX_LABEL) {
        throw new IllegalArgumentException("a label has 1 to 63 bytes: " + label);
      }
      out.u8(bytes.length).raw(Bytes.wrap(bytes));
    }
    out.u8(0);
  }

  /**
   * Reads a message.
   *
   * @throws DecodeException if it is malformed or has more than 64 entries
   */
  static DnsMessage decode(Bytes bytes) throws DecodeException {
    Reader in = new Reader(bytes);
    in.u16();
    boolean response = (in.u16() & 0x8000) != 0;
    int questions = in.u16();
    int records = in.u16() + in.u16() + in.u16();
    if (questions + records > MAX_ENTRIES) {
      throw DecodeException.format("DNS message of more than 64 entries", 4);
    }
    List<Question> asked = new ArrayList<>();
    for (int i = 0; i < questions; i++) {
      String name = in.name();
      asked.add(new Question(name, in.u16()));
      in.u16();
    }
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      answers.add(in.record());
    }
    return new DnsMessage(response, asked, answers);
  }

  /** Reads with names that may point back. */
  private static final class Reader {
    private final Bytes all;
    private int at;

    Reader(Bytes all) {
      this.all = all;
    }

    int u8() throws DecodeException {
      if (at >= all.length()) {
        throw DecodeException.format("DNS message cut short", at);
      }
      return all.unsigned(at++);
    }

    int u16() throws DecodeException {
      return (u8() << 8) | u8();
    }

    String name() throws DecodeException {
      StringBuilder name = new StringBuilder();
      int back = -1;
      int jumps = 0;
      while (true) {
        int length = u8();
        if (length == 0) {
          break;
        }
        if ((length & POINTER) == POINTER) {
          int target = ((length & ~POINTER) << 8) | u8();
          back = back < 0 ? at : back;
          if (++jumps > MAX_JUMPS || target >= at) {
            throw DecodeException.format("DNS name that points around", at);
          }
          at = target;
          continue;
        }
        if (length > MAX_LABEL || at + length > all.length()) {
          throw DecodeException.format("DNS label of " + length + " bytes", at);
        }
        name.append(name.isEmpty() ? "" : ".");
        name.append(
            new String(all.slice(at, at + length).toArray(), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT));
        at += length;
        if (name.length() > MAX_NAME) {
          throw DecodeException.format("DNS name of more than 255 characters", at);
        }
      }
      at = back < 0 ? at : back;
      return name.toString();
    }

    Answer record() throws DecodeException {
      String name = name();
      int type = u16();
      u16();
      int ttl = (u16() << 16) | u16();
      int length = u16();
      int end = at + length;
      if (end > all.length()) {
        throw DecodeException.format("DNS record cut short", at);
      }
      Answer record;
      if (type == A && length == 4) {
        record = new Address(name, ttl, all.slice(at, end).compact());
      } else if (type == PTR) {
        record = new Pointer(name, ttl, name());
      } else if (type == SRV && length > SRV_HEAD) {
        at += 4;
        int port = u16();
        record = new Service(name, ttl, port, name());
      } else {
        record = new Other(name, ttl, type);
      }
      at = end;
      return record;
    }
  }
}
