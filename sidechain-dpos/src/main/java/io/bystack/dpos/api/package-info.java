/**
 * What the side chain's HTTP API has beyond the common calls (spec/06): its code table, how it
 * shows transactions and blocks, and the vote results.
 */
package io.bystack.dpos.api;
