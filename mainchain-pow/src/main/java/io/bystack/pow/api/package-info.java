/**
 * What the main chain's HTTP API has beyond the common calls (spec/06): its code table, how it
 * shows transactions and blocks, and the work interface.
 */
package io.bystack.pow.api;
