/**
 * Networks of one's own: writing the files of n validators, and running them as processes of this
 * program. Start at {@link io.bystack.cli.testnet.TestnetPlan}.
 */
package io.bystack.cli.testnet;
