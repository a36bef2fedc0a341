/**
 * Keys, signatures and ciphers: the network's Ed25519 rule, hierarchical keys, mnemonics,
 * addresses, key files, the primitives of the peer connection. Uses {@code bytes} and {@code hash}
 * only. Start with {@link io.bystack.core.crypto.Ed25519}.
 */
package io.bystack.core.crypto;
