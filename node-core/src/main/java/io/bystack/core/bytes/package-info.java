/**
 * Immutable byte strings, 32-byte hashes and the readers and writers of the wire primitives. Uses
 * nothing else of the project. Start with {@link io.bystack.core.bytes.Bytes}.
 */
package io.bystack.core.bytes;
