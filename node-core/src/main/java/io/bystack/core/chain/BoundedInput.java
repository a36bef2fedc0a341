package io.bystack.core.chain;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes of which there may only be so many: more of them are an error, not an end. */
final class BoundedInput extends FilterInputStream {
  private final long most;
  private long taken;

  /**
   * @param most bytes there may be
   */
  BoundedInput(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] target, int at, int length) throws IOException {
    int read = in.read(target, at, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = in.skip(bytes);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    taken += bytes;
    if (taken > most) {
      throw new IOException("it unpacks to more than the " + most + " bytes it should");
    }
  }
}
