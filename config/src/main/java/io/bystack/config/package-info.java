/**
 * The configuration of a node: where values come from and which of them wins, the settings each
 * part takes as self-validating records, and the profiles of the known networks. A leaf: uses no
 * other module.
 */
package io.bystack.config;
