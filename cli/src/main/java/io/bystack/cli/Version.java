package io.bystack.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What runs: the product's version as its jar states it, and the Java below it. */
final class Version implements IVersionProvider {
  /** The product's version, or {@code development} when it does not run from its jar. */
  static String product() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "bystack " + product(),
      "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
    };
  }
}
