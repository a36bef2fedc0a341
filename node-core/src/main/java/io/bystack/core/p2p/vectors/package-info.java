/**
 * Checks of recorded peer-to-peer vectors. Each chain module states its subject and gets the checks
 * of its files. May use every package below {@code core.p2p} and {@code core.vectors}.
 */
package io.bystack.core.p2p.vectors;
