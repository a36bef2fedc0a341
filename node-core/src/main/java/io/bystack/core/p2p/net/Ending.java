package io.bystack.core.p2p.net;

/** Kinds of reasons for which a connection ends; counted, so they are few. */
public enum Ending {
  /** The other end closed it or vanished. */
  BY_PEER,
  /** We could not connect in the first place. */
  UNREACHABLE,
  /** A limit on connections or on unfinished handshakes. */
  NO_ROOM,
  /** The handshake took too long. */
  HANDSHAKE_TIMEOUT,
  /** Our own key, a key connected already, another network, a wrong key. */
  REFUSED,
  /** A node of our network with other rules. */
  OTHER_RULES,
  /** Something the protocol does not allow. */
  PROTOCOL,
  /** No sign of life. */
  SILENT,
  /** It does not read what it is sent. */
  NOT_READING,
  /** It is banned. */
  BANNED,
  /** An operator said so. */
  OPERATOR,
  /** Synchronisation has no use for it: no answers, or wrong ones. */
  USELESS,
  /** A fault of ours. */
  INTERNAL,
  /** The node stops. */
  STOPPING;

  /** Its name in metrics. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
