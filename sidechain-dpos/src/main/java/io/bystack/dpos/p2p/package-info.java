/**
 * What a side chain says to its peers in its own way: identity, hello, status, proposals and block
 * signatures (spec/04, the parts marked V). May use {@code core.p2p} and {@code core.sync}.
 */
package io.bystack.dpos.p2p;
