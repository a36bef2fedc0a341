/**
 * A Stratum server in the dialect Bytom's miners speak (spec/03 §11): JSON objects, one per line.
 * Connections live on Netty's event loops, shares are verified elsewhere. Start with {@link
 * io.bystack.pow.stratum.StratumServer}.
 */
package io.bystack.pow.stratum;
