package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.policy.Asked;
import dev.weir.policy.Received;
import dev.weir.policy.Storability;
import dev.weir.policy.Terms;
import dev.weir.store.Budget;
import dev.weir.store.CacheKey;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmTest {

    private static Entry entry(String path) {
        Asked asked = new Asked("GET", "http://a" + path, Fields.empty());
        Received now = new Received(0, 0, Instant.parse("2026-01-01T00:00:00Z"));
        Storability.Store verdict = (Storability.Store)
                Storability.decide(asked, 200, Fields.of("Cache-Control", "max-age=60"), now, Terms.DEFAULT);
        Content content = Content.of(List.of(Buffer.buffer("x")), new Budget(1 << 20));
        return new Entry(new CacheKey("http", "a", path), verdict.stored(), content);
    }

    @Test
    void repliesAreKeptUntilOthersAreAskedForThatManyAreKeptOf() {
        Warm warm = new Warm(256 << 10); // two
        Entry first = entry("/1");
        Replies replies = warm.replies(first);
        warm.replies(entry("/2"));
        assertThat(warm.replies(first)).isSameAs(replies);
        warm.replies(entry("/3"));
        assertThat(warm.replies(first)).isNotSameAs(replies);
    }

    @Test
    void aSmallCacheKeepsOne() {
        Warm warm = new Warm(1);
        Entry only = entry("/1");
        assertThat(warm.replies(only)).isSameAs(warm.replies(only));
    }
}
