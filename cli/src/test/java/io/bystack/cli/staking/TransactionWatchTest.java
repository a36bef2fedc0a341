package io.bystack.cli.staking;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.cli.staking.TransactionWatch.Place;
import io.bystack.core.bytes.Hash;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransactionWatchTest {
  private static final Hash SENT = new Hash(1, 2, 3, 4);

  private long height = 10;
  private long irreversible = 8;
  private Optional<Long> block = Optional.empty();

  private final TransactionWatch watch =
      new TransactionWatch(
          new TransactionWatch.Chain() {
            @Override
            public long height() {
              return height;
            }

            @Override
            public long irreversible() {
              return irreversible;
            }

            @Override
            public Optional<Long> find(Hash transaction, long from, long to) {
              return block.filter(h -> transaction.equals(SENT) && h >= from && h <= to);
            }
          },
          SENT);

  @Test
  void isThereOnceItsBlockIsAndStaysOnceThatIsIrreversible() {
    assertThat(watch.look()).isEmpty();
    block = Optional.of(11L);
    height = 11;
    assertThat(watch.look()).contains(new Place(11, false));
    height = 14;
    irreversible = 12;
    assertThat(watch.look()).contains(new Place(11, true));
  }

  @Test
  void isNotThereAnyMoreWhenItsBlockIsUndone() {
    block = Optional.of(11L);
    height = 11;
    assertThat(watch.look()).contains(new Place(11, false));
    block = Optional.empty();
    height = 14;
    irreversible = 12;
    assertThat(watch.look()).isEmpty();
    block = Optional.of(14L);
    assertThat(watch.look()).contains(new Place(14, false));
  }

  @Test
  void isFoundOnAShorterBranch() {
    block = Optional.of(9L);
    height = 9;
    assertThat(watch.look()).contains(new Place(9, false));
  }
}
