package io.bystack.core.store;

/**
 * One table of a store; a constant of the class that owns it.
 *
 * @param name stable for ever: it is the column family's name on disk
 * @param purpose one line for people who look at a store
 * @param shape what its rows look like; may change between two starts of a program
 */
public record Table<K, V>(String name, Codec<K> key, Codec<V> value, String purpose, Shape shape) {

  /** What the rows of a table look like, so that the store keeps them well. */
  public enum Shape {
    /** Small rows, read one by one or in a row. */
    ORDINARY,
    /** Values are large and seldom changed: they are kept out of compactions. */
    BULK,
    /** Very many tiny rows under keys that are hashes, looked up one by one all over the table. */
    HASHED
  }

  public Table(String name, Codec<K> key, Codec<V> value, String purpose) {
    this(name, key, value, purpose, Shape.ORDINARY);
  }

  @Override
  public String toString() {
    return name;
  }
}
