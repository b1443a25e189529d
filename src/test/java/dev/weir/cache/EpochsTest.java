package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.store.CacheKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an invalidation does to those who began before it. */
class EpochsTest {
    private final Epochs epochs = new Epochs();

    private static CacheKey key(int n) {
        return new CacheKey("http", "a", "/" + n);
    }

    @Test
    void whoeverBeganBeforeAnInvalidationKnowsIt() {
        for (int n = 0; n < 10_000; n++) {
            Epochs.Mark mark = epochs.mark(key(n));
            assertThat(epochs.hasMoved(key(n), Fields.empty(), mark)).isFalse();
            epochs.move(key(n));
            assertThat(epochs.hasMoved(key(n), Fields.empty(), mark)).isTrue();
            assertThat(epochs.hasMoved(key(n), Fields.empty(), epochs.mark(key(n))))
                    .isFalse();
        }
    }

    @Test
    void oneInvalidationDisturbsNobodyElse() {
        List<Epochs.Mark> marks = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            marks.add(epochs.mark(key(n)));
        }
        epochs.move(key(20_000));
        for (int n = 0; n < 20_000; n++) {
            assertThat(epochs.hasMoved(key(n), Fields.empty(), marks.get(n)))
                    .as("key %d", n)
                    .isFalse();
        }
    }

    @Test
    void whatAnotherKeyMovedAfterItsOwnStillCounts() {
        Epochs.Mark mark = epochs.mark(key(0));
        epochs.move(key(0));
        for (int n = 1; n < 20_000; n++) {
            epochs.move(key(n));
        }
        assertThat(epochs.hasMoved(key(0), Fields.empty(), mark)).isTrue();
    }

    @Test
    void clearingConcernsAll() {
        Epochs.Mark mark = epochs.mark(key(1));
        epochs.move(new Purge.Everything());
        assertThat(epochs.hasMoved(key(1), Fields.empty(), mark)).isTrue();
    }
}
