package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.p2p.message.LedgerMessages.Blocks;
import io.bystack.core.p2p.message.LedgerMessages.Headers;
import io.bystack.core.p2p.message.LedgerMessages.TransactionText;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import io.bystack.core.p2p.net.ScriptedPeer;
import io.bystack.core.p2p.wire.Packet;
import io.bystack.core.p2p.wire.SnappyBlock;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** What a hostile peer does on one connection; each must get its address banned before long. */
enum Attack {
  WRONG_AUTHENTICATION {
    @Override
    void connected(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      peer.exchangeKeys();
      byte[] message = peer.authMessage().toArray();
      message[message.length - 40] ^= 1;
      peer.data(Bytes.wrap(message));
      peer.drain();
    }
  },
  RECORD_OF_NOISE {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      peer.raw(noise(1_042));
    }
  },
  OVERSIZED_RECORD {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      peer.recordStating(1_025);
    }
  },
  UNKNOWN_PACKET {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      peer.data(Bytes.of(9));
    }
  },
  UNKNOWN_CHANNEL {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      peer.data(ScriptedPeer.part(0x77, 1, Bytes.of(1)));
    }
  },
  OVERSIZED_PACKET {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      peer.data(ScriptedPeer.part(0x40, 1, Bytes.wrap(new byte[1_030])));
    }
  },
  NEGATIVE_LENGTH {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      peer.data(Bytes.of(3, 0x40, 1, 0xf1, 1));
    }
  },
  EMPTY_MESSAGE {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      peer.encoded(0x40, Bytes.EMPTY);
    }
  },
  NIL_MESSAGE {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      peer.encoded(0x40, Bytes.of(0));
    }
  },
  PING_FLOOD {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      for (int i = 0; i < 1_000; i++) {
        peer.data(Packet.Ping.BYTES);
      }
    }
  },
  GARBAGE_ON_EVERY_CHANNEL {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      for (int i = 0; i < 40; i++) {
        for (ChannelSpec channel : parts.protocol().channels()) {
          byte[] message = noise(200 + i);
          message[0] = (byte) 0xee;
          peer.encoded(channel.id(), Bytes.wrap(message));
        }
      }
    }
  },
  /** Four gibibytes in a few bytes; where nothing is compressed, a message that is none. */
  BOMB_THAT_BOASTS {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      for (int i = 0; i < 40; i++) {
        peer.parts(0x40, Bytes.of(0xff, 0xff, 0xff, 0xff, 0x0f, 1, 2, 3));
      }
    }
  },
  /** As much as is allowed, from a twentieth of it, all of it useless. */
  BOMB_THAT_FITS {
    @Override
    void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      byte[] message = new byte[22_020_000];
      message[0] = (byte) 0xee;
      Bytes compressed = SnappyBlock.compress(Bytes.wrap(message));
      for (int i = 0; i < 3; i++) {
        peer.parts(0x40, compressed);
      }
    }
  },
  GARBAGE_TRANSACTIONS {
    @Override
    void registered(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      for (int i = 0; i < 8; i++) {
        peer.message(new TransactionText(Bytes.utf8("no transaction " + i)));
      }
    }
  },
  UNASKED_HEADERS {
    @Override
    void registered(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      for (int i = 0; i < 8; i++) {
        peer.message(new Headers(List.of()));
      }
    }
  },
  UNASKED_BLOCKS {
    @Override
    void registered(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
      for (int i = 0; i < 30; i++) {
        peer.message(new Blocks(List.of(Bytes.utf8("\"00\""))));
      }
    }
  };

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** From the TCP connection on. */
  void connected(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
    peer.handshake();
    greeted(peer, parts);
  }

  /** From the end of the handshake on. */
  void greeted(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
    for (Message message : parts.dialect().greeting(parts.chain())) {
      peer.message(message);
    }
    peer.message(parts.dialect().status(parts.chain()));
    registered(peer, parts);
  }

  /** Once it counts as a peer. */
  void registered(RawPeer peer, LoopbackNode.Parts parts) throws IOException {
    throw new IllegalStateException(this + " does nothing");
  }

  /** One connection from start to end; that the node closes it early is what is hoped for. */
  void run(RawPeer peer, LoopbackNode.Parts parts) throws InterruptedException {
    try {
      connected(peer, parts);
    } catch (IOException e) {
      // Cut off in the middle of it.
    }
    var _ = peer.isGoneWithin(5);
  }
}
