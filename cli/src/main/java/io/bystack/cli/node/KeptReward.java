package io.bystack.cli.node;

import io.bystack.cli.exit.CommandException;
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

/** The address set over the API, kept in a file for the next start. */
final class KeptReward implements RewardAddress {
  private static final Logger LOG = LoggerFactory.getLogger(KeptReward.class);

  private final Path file;
  private final String prefix;
  private final WorkBoard board;

  /**
   * Whom a starting node pays.
   *
   * @param file where an address set over the API is kept
   * @param prefix of the network's addresses
   * @param address none: the reward can be taken by anyone
   */
  record Choice(Path file, String prefix, Optional<Address> address) {
    /** The configured address, or where none is, the one kept in the file. */
    static Choice of(Path file, String prefix, Optional<Address> configured) throws IOException {
      if (!Files.exists(file)) {
        return new Choice(file, prefix, configured);
      }
      Address kept = read(file, prefix);
      if (configured.isPresent() && !configured.get().equals(kept)) {
        LOG.info(
            "mine.address is {}: the address set before, {}, is not used", configured.get(), kept);
      }
      return new Choice(file, prefix, Optional.of(configured.orElse(kept)));
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
          address.map(Address::program).orElse(MiningSettings.ANYONE_CAN_SPEND));
    }
  }

  KeptReward(Choice choice, WorkBoard board) {
    this.file = choice.file();
    this.prefix = choice.prefix();
    this.board = board;
  }

  @Override
  public Optional<Address> get() {
    if (board.settings().paysToAnyone()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Address.ofProgram(prefix, board.settings().program()));
    } catch (AddressException e) {
      throw new IllegalStateException("the reward's program comes from an address", e);
    }
  }

  @Override
  public synchronized void set(Address address) throws IOException {
    Files.createDirectories(file.getParent());
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, address.encode() + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    board.change(s -> s.withProgram(address.program()));
  }
}
