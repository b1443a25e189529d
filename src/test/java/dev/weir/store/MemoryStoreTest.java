package dev.weir.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.policy.Asked;
import dev.weir.policy.Received;
import dev.weir.policy.Storability;
import dev.weir.policy.Stored;
import dev.weir.policy.Terms;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {
    private static final long LIMIT = 1 << 20;

    private final Budget budget = new Budget(2 * LIMIT);
    private final MemoryStore store = new MemoryStore(LIMIT);

    @AfterEach
    void nothingIsReservedAfterAClear() {
        clear();
        assertThat(store.bytes()).isZero();
        assertThat(store.keys()).isZero();
        assertThat(budget.used()).isZero();
    }

    private void clear() {
        store.forEachKey(key -> store.update(key, variants -> Variants.NONE));
    }

    private static CacheKey key(int number) {
        return new CacheKey("http", "a", "/" + number);
    }

    private static Stored head(String language) {
        return head(language, "");
    }

    private static Stored head(String language, String tags) {
        Asked asked = new Asked("GET", "http://a/", Fields.of("Accept-Language", language));
        Fields response = Fields.of("Cache-Control", "max-age=60", "Vary", "Accept-Language", "Surrogate-Key", tags);
        Received received = new Received(0, 0, Instant.parse("2026-01-01T00:00:00Z"));
        return ((Storability.Store) Storability.decide(asked, 200, response, received, Terms.DEFAULT)).stored();
    }

    private Entry entry(int number, String language, int bytes) {
        Content content = Content.of(List.of(Buffer.buffer(new byte[bytes])), budget);
        Entry entry = new Entry(key(number), head(language), content);
        content.release(); // the entry holds it
        return entry;
    }

    private void put(int number, String language, int bytes) {
        store.update(key(number), variants -> variants.with(entry(number, language, bytes), 3, Long.MAX_VALUE));
    }

    @Test
    void itHoldsAtTheMostItsLimitAndGivesBackWhatItDrops() {
        for (int i = 0; i < 500; i++) {
            put(i, "de", 10_000);
            assertThat(store.bytes()).isLessThanOrEqualTo(LIMIT + 20_000);
            assertThat(budget.used()).isEqualTo(store.bytes());
        }
        assertThat(store.evicted()).isGreaterThan(350);
    }

    @Test
    void anEntryLargerThanTheLimitDoesNotStay() {
        put(1, "de", 2 << 20);
        assertThat(store.get(key(1)).isEmpty()).isTrue();
        assertThat(budget.used()).isZero();
    }

    @Test
    void variantsOfOneKeyAreBoundedAndTheOldestGoes() {
        for (String language : List.of("de", "en", "fr", "it")) {
            put(1, language, 10);
        }
        assertThat(store.get(key(1)).entries())
                .extracting(entry -> entry.head().selection().values().get(0))
                .containsExactly("en", "fr", "it");
    }

    @Test
    void whatRequestsSelectStaysHoweverManyOthersAreStored() {
        put(1, "de", 10);
        put(1, "en", 10);
        for (int i = 0; i < 50; i++) {
            store.get(key(1)).entries().stream()
                    .filter(entry -> entry.head().selection().values().contains("de"))
                    .forEach(Entry::selected);
            put(1, "x-" + i, 10);
        }
        assertThat(store.get(key(1)).entries())
                .extracting(entry -> entry.head().selection().values().get(0))
                .containsExactly("de", "x-48", "x-49");
    }

    @Test
    void whereAllAreSelectedTheOldestGoes() {
        for (String language : List.of("de", "en", "fr", "it")) {
            put(1, language, 10);
            store.get(key(1)).entries().forEach(Entry::selected);
        }
        assertThat(store.get(key(1)).entries())
                .extracting(entry -> entry.head().selection().values().get(0))
                .containsExactly("en", "fr", "it");
    }

    @Test
    void variantsOfOneKeyTakeNoMoreThanTheirShareTogether() {
        for (String language : List.of("de", "en", "fr")) {
            Entry entry = entry(1, language, 40_000);
            store.update(key(1), variants -> variants.with(entry, 16, 100_000));
        }
        assertThat(store.get(key(1)).size()).isEqualTo(2);
        Entry large = entry(1, "it", 200_000);
        store.update(key(1), variants -> variants.with(large, 16, 100_000));
        assertThat(store.get(key(1)).entries()).containsExactly(large);
    }

    @Test
    void aLongSelectingValueIsCounted() {
        Entry small = entry(1, "de", 10);
        Entry large = entry(1, "de-" + "x".repeat(8_000), 10);
        assertThat(large.cost() - small.cost()).isGreaterThan(16_000);
        small.release();
        large.release();
    }

    @Test
    void aVariantTakesThePlaceOfTheOneThatTheSameRequestsSelect() {
        put(1, "de", 10);
        put(1, "en", 10);
        put(1, "de", 20);
        assertThat(store.get(key(1)).entries())
                .extracting(entry -> entry.content().length())
                .containsExactly(10L, 20L);
    }

    @Test
    void whatIsHeldIsCountedUntilItIsLetGoAlsoWhenTheHoldComesLate() {
        put(1, "de", 1_000);
        Entry entry = store.get(key(1)).entries().get(0);
        entry.content().hold();
        clear();
        assertThat(budget.used()).isEqualTo(entry.content().cost());
        entry.content().release();
        assertThat(budget.used()).isZero();
        entry.content().hold();
        assertThat(budget.used()).isEqualTo(entry.content().cost());
        entry.content().release();
    }

    @Test
    void aContentHasTheBytesOfItsPiecesWhateverTheirSizes() {
        for (int[] sizes : new int[][] {{}, {0}, {1}, {3, 5}, {70_000}, {10, 200_000, 10}, {40_000, 40_000, 40_000}}) {
            List<Buffer> pieces = new ArrayList<>();
            Buffer all = Buffer.buffer();
            for (int size : sizes) {
                byte[] bytes = new byte[size];
                for (int i = 0; i < size; i++) {
                    bytes[i] = (byte) (i % 127);
                }
                pieces.add(Buffer.buffer(bytes));
                all.appendBytes(bytes);
            }
            Content content = Content.of(pieces, budget);
            Buffer joined = Buffer.buffer();
            content.segments().forEach(joined::appendBuffer);
            assertThat(joined).isEqualTo(all);
            assertThat(content.length()).isEqualTo(all.length());
            assertThat(content.isSmall()).isEqualTo(all.length() <= Content.SEGMENT);
            content.release();
        }
    }

    private Entry put(int number, String language, String tags) {
        Content content = Content.of(List.of(Buffer.buffer(new byte[10_000])), budget);
        Entry entry = new Entry(key(number), head(language, tags), content);
        content.release();
        store.update(key(number), variants -> variants.with(entry, 3, Long.MAX_VALUE));
        return entry;
    }

    @Test
    void anEntryIsAmongThoseWithItsTagsFromItsStorageToItsEnd() {
        Entry first = put(1, "de", "a b");
        Entry second = put(2, "de", "b c");
        Entry third = put(2, "en", "b");
        assertThat(store.tagged("a")).containsExactly(first);
        assertThat(store.tagged("b")).containsExactlyInAnyOrder(first, second, third);
        assertThat(store.tagged("d")).isEmpty();
        Entry instead = put(2, "de", "b d");
        assertThat(store.tagged("b")).containsExactlyInAnyOrder(first, instead, third);
        assertThat(store.tagged("c")).isEmpty();
        assertThat(store.tagged("d")).containsExactly(instead);
        store.update(key(2), variants -> variants.without(third));
        store.update(key(1), variants -> Variants.NONE);
        assertThat(store.tagged("a")).isEmpty();
        assertThat(store.tagged("b")).containsExactly(instead);
    }

    @Test
    void whatIsEvictedIsAmongThemNoMore() {
        for (int i = 0; i < 500; i++) {
            put(i, "de", "all one-" + i);
        }
        assertThat(store.evicted()).isPositive();
        assertThat(store.tagged("all")).hasSize((int) store.keys());
        for (int i = 0; i < 500; i++) {
            assertThat(store.tagged("one-" + i)).hasSize(store.get(key(i)).size());
        }
    }

    @Test
    void tagsAreCounted() {
        long before = store.bytes();
        long plain = put(1, "de", "").cost();
        long tagged = put(2, "de", "a b").cost();
        assertThat(tagged - plain).isGreaterThan(2 * 100);
        assertThat(store.bytes() - before).isEqualTo(plain + tagged);
        assertThat(budget.used()).isEqualTo(store.bytes());
    }

    @Test
    void theAccountsBalanceWhenManyThreadsWriteTheSameKeys() throws Exception {
        List<Thread> threads = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        for (int t = 0; t < 4; t++) {
            int number = t;
            Thread thread = new Thread(() -> {
                awaitQuietly(go);
                for (int i = 0; i < 2_000; i++) {
                    put(i % 50, number % 2 == 0 ? "de" : "en", 5_000);
                    store.update(key((i + 7) % 50), variants -> Variants.NONE);
                }
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join(30_000);
        }
        assertThat(budget.used()).isEqualTo(store.bytes());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aKeyIsWhatItsUriSays() {
        CacheKey key = new CacheKey("https", "a:8443", "/x?y=z");
        assertThat(CacheKey.parse(key.uri())).contains(key);
        assertThat(CacheKey.parse("no uri")).isEmpty();
    }
}
