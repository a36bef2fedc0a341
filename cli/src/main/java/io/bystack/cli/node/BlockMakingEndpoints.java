package io.bystack.cli.node;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bystack.core.api.Endpoint;
import java.util.List;

/** The switch for making blocks of a side chain, under the reference's names (spec/06 §7.10). */
final class BlockMakingEndpoints {
  record IsMining(@JsonProperty("is_mining") boolean on) {}

  private BlockMakingEndpoints() {}

  static List<Endpoint<?, ?>> of(HostedChain chain) {
    return List.of(
        Endpoint.of(
            "/is-mining",
            IsMining.class,
            "Whether this node makes blocks.",
            () -> new IsMining(chain.isMakingBlocks())),
        Endpoint.of(
            "/set-mining",
            IsMining.class,
            String.class,
            "Switches the making of blocks on or off.",
            request -> {
              chain.makeBlocks(request.on());
              return "";
            }));
  }
}
