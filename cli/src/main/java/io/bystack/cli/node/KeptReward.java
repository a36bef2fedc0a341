package io.bystack.cli.node;

import io.bystack.cli.exit.CommandException;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Address;
import io.bystack.core.crypto.AddressException;
import io.bystack.pow.api.RewardAddress;
import io.bystack.pow.mining.MiningSettings;
import io.bystack.pow.mining.WorkBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address and the coinbases' bytes set over the API, each kept in a file for the next start.
 */
final class KeptReward implements RewardAddress {
  private static final Logger LOG = LoggerFactory.getLogger(KeptReward.class);

  private final Choice choice;
  private final WorkBoard board;

  /**
   * Whom a starting node pays.
   *
   * @param file where an address set over the API is kept
   * @param prefix of the network's addresses
   * @param address none: the reward can be taken by anyone
   * @param arbitrary the operator's bytes in coinbases, kept beside the address
   */
  record Choice(Path file, String prefix, Optional<Address> address, Bytes arbitrary) {
    /** The configured address, or where none is, the one kept in the file. */
    static Choice of(Path file, String prefix, Optional<Address> configured) throws IOException {
      Bytes arbitrary = readArbitrary(arbitraryFile(file));
      if (!Files.exists(file)) {
        return new Choice(file, prefix, configured, arbitrary);
      }
      Address kept = read(file, prefix);
      if (configured.isPresent() && !configured.get().equals(kept)) {
        LOG.info(
            "mine.address is {}: the address set before, {}, is not used", configured.get(), kept);
      }
      return new Choice(file, prefix, Optional.of(configured.orElse(kept)), arbitrary);
    }

    private static Path arbitraryFile(Path addressFile) {
      return addressFile.resolveSibling("coinbase-arbitrary.txt");
    }

    private static Bytes readArbitrary(Path file) throws IOException {
      if (!Files.exists(file)) {
        return Bytes.EMPTY;
      }
      String text = Files.readString(file).strip();
      try {
        Bytes arbitrary = Bytes.fromHex(text);
        if (arbitrary.length() <= MiningSettings.ARBITRARY_LIMIT) {
          return arbitrary;
        }
      } catch (IllegalArgumentException e) {
        LOG.debug("{}: {}", file, e.getMessage());
      }
      throw CommandException.usage(
          file + " holds no bytes for coinbases",
          "\""
              + text
              + "\" is not hex text of at most "
              + MiningSettings.ARBITRARY_LIMIT
              + " bytes",
          "Correct or delete the file.");
    }

    void keepArbitrary(Bytes bytes) throws IOException {
      keep(arbitraryFile(file), bytes.toHex());
    }

    private static Address read(Path file, String prefix) throws IOException {
      String text = Files.readString(file).strip();
      try {
        return Address.decode(prefix, text);
      } catch (AddressException e) {
        throw CommandException.usage(
            file + " holds no address of this network",
            "\"" + text + "\": " + e.getMessage(),
            "Correct or delete the file, or set mine.address.");
      }
    }

    MiningSettings settings() {
      return MiningSettings.payingTo(
              address.map(Address::program).orElse(MiningSettings.ANYONE_CAN_SPEND))
          .withArbitrary(arbitrary);
    }
  }

  KeptReward(Choice choice, WorkBoard board) {
    this.choice = choice;
    this.board = board;
  }

  @Override
  public Optional<Address> get() {
    if (board.settings().paysToAnyone()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Address.ofProgram(choice.prefix(), board.settings().program()));
    } catch (AddressException e) {
      throw new IllegalStateException("the reward's program comes from an address", e);
    }
  }

  @Override
  public synchronized void set(Address address) throws IOException {
    keep(choice.file(), address.encode());
    board.change(s -> s.withProgram(address.program()));
  }

  @Override
  public synchronized void setArbitrary(Bytes arbitrary) throws IOException {
    choice.keepArbitrary(arbitrary);
    board.change(s -> s.withArbitrary(arbitrary));
  }

  private static void keep(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, text + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
