package io.bystack.config;

import java.util.Locale;

/**
 * The settings as a commented file and as the page of the reference, both made from {@link
 * Settings}.
 */
public final class ConfigReference {
  private ConfigReference() {}

  /** A file with every setting as a comment; uncommenting a line sets it. */
  public static String defaultFile() {
    StringBuilder text = new StringBuilder();
    text.append("# Every setting with its default. A flag (--p2p-max-peers) and the environment\n");
    text.append(
        "# (BYSTACK_P2P_MAX_PEERS) are stronger than this file. A setting of chains may have\n");
    text.append("# a chain's name before it: side.p2p.max-peers = 20.\n");
    for (Setting setting : Settings.all()) {
      text.append("\n# ").append(setting.description()).append('\n');
      text.append("# Expects ").append(setting.kind().expected()).append(".\n");
      String value =
          setting.initial().isEmpty() && !(setting.kind() instanceof ValueKind.Listed)
              ? "\"\""
              : setting.kind().toml(setting.initial());
      boolean fromProfile = setting.initial().isEmpty() && setting.key().endsWith(".port");
      text.append("# ").append(setting.key()).append(" = ");
      text.append(fromProfile ? "0    # by default the network's" : value).append('\n');
    }
    return text.toString();
  }

  /** The page of the documentation. */
  public static String page() {
    StringBuilder text = new StringBuilder();
    text.append("# Configuration\n\n");
    text.append("<!-- Generated from the code by `bystack config default --markdown`. -->\n\n");
    text.append("A setting has one name: `p2p.max-peers` in the TOML file (`--config FILE`),\n");
    text.append(
        "`BYSTACK_P2P_MAX_PEERS` in the environment, `--p2p-max-peers` on the command line.\n");
    text.append("The order of strength is flag, environment, file, network profile, default;\n");
    text.append("`bystack config show --origin` says which one won.\n\n");
    text.append(
        "A setting of scope *chain* holds for every chain; with a chain's name before it\n");
    text.append(
        "(`side.p2p.max-peers`) it holds for that chain alone, which is stronger within one\n");
    text.append(
        "source. Unknown keys and flags are errors; an unknown variable that starts with\n");
    text.append(
        "`BYSTACK_` is only a warning. Sizes have a unit (`512MiB`), times too (`30s`).\n\n");
    text.append("| setting | scope | default | expects | what it does |\n|---|---|---|---|---|\n");
    for (Setting s : Settings.all()) {
      text.append("| `").append(s.key()).append("` | ");
      text.append(s.scope().name().toLowerCase(Locale.ROOT)).append(" | ");
      text.append(s.initial().isEmpty() ? "" : "`" + s.initial() + "`").append(" | ");
      text.append(s.kind().expected()).append(" | ").append(s.description()).append(" |\n");
    }
    text.append("\n## Networks\n\n");
    text.append(
        "`mainnet`, `testnet` and `solonet` come with the product. An own network is a file:\n\n");
    text.append(
        "```toml\n[main]\nkind = \"pow\"\nchain-id = \"solonet\"\napi.port = "
            + NetworkProfile.MAIN_API_PORT
            + "\n");
    text.append("p2p.port = 46658\n\n[side]\nkind = \"dpos\"\nchain-id = \"solonet\"\n");
    text.append("api.port = " + NetworkProfile.SIDE_API_PORT + "\np2p.port = 56658\n```\n\n");
    text.append(
        "A side chain with a chain-id of its own runs under the strict rules "
            + "([strict-rules.md](strict-rules.md))\n"
            + "and may set rules of its own, which all its nodes must share; "
            + "`bystack testnet create` writes such a file:\n"
            + "`rules.genesis-time` (milliseconds), `rules.round-blocks`, "
            + "`rules.blocks-each-node`, `rules.vote-lock-blocks`,\n"
            + "`rules.coinbase-lock-blocks`, `rules.min-producer-votes`, `rules.subsidy` "
            + "(smallest units) and `rules.strict-from`, the\n"
            + "height from which on the strict rules hold (0).\n\n");
    text.append(
        "`bystack config migrate FILE` turns a `config.toml` of bytomd or vapord into ours.\n");
    return text.toString();
  }
}
