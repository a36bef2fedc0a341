/**
 * The HTTP JSON API and its websocket (spec/06): transport, envelopes, error codes, access tokens,
 * JSON rules, and the endpoints every chain has. A chain module adds its own endpoints and its code
 * table. May use every package of core but {@code vectors}. Start with {@link
 * io.bystack.core.api.Endpoint} and {@link io.bystack.core.api.ApiServer}.
 */
package io.bystack.core.api;
