/**
 * The proof-of-work main chain, compatible with bytomd 1.1.2: what it adds to the core. Start with
 * {@link io.bystack.pow.ClassicFormat}.
 */
package io.bystack.pow;
