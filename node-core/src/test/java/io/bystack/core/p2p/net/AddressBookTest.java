package io.bystack.core.p2p.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressBookTest {
  private static InetSocketAddress address(int network, int host) {
    return new InetSocketAddress(
        InetAddress.ofLiteral("10." + network / 256 + "." + network % 256 + "." + host), 46_657);
  }

  @Test
  void aFloodStaysWithinItsBoundsAndPushesOutNothingThatWorked() {
    AddressBook book = new AddressBook(new Random(7), List.of());
    List<InetSocketAddress> good = List.of(address(9_000, 1), address(9_001, 1), address(9_002, 1));
    good.forEach(a -> book.succeeded(a, 1_000));
    for (int i = 0; i < 20_000; i++) {
      book.add(address(i % 5_000, 1 + i / 5_000));
    }
    assertThat(book.entries()).hasSize(AddressBook.MAX_ENTRIES);
    assertThat(book.entries()).filteredOn(e -> good.contains(e.address())).hasSize(3);
  }

  @Test
  void oneSubnetGetsAFewPlacesOnly() {
    AddressBook book = new AddressBook(new Random(7), List.of());
    for (int host = 1; host < 255; host++) {
      book.add(address(1, host));
    }
    assertThat(book.entries()).hasSize(AddressBook.MAX_PER_SUBNET);
    // One that works is taken in all the same.
    book.succeeded(address(1, 250), 1_000);
    assertThat(book.entries())
        .hasSize(AddressBook.MAX_PER_SUBNET)
        .anyMatch(e -> e.address().equals(address(1, 250)) && e.lastSuccess() == 1_000);
    assertThat(book.pick(10, Set.of(), 100_000_000)).hasSize(1);
  }
}
