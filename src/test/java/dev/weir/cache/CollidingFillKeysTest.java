package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Selection;
import dev.weir.store.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Clients can make what is being fetched of one hash, by URIs, by parts and by fields that Vary names. As for what is stored,
 * an order is what {@link java.util.concurrent.ConcurrentHashMap} asks of keys to find one of them by a search.
 */
class CollidingFillKeysTest {

    private static final List<String> ONE_HASH = List.of("AaAa", "AaBB", "BBAa", "BBBB");

    private static CacheKey key(String path) {
        return new CacheKey("http", "a", "/" + path);
    }

    /** Of one hash, by each of their parts. */
    private static List<FillKey> keys() {
        List<FillKey> keys = new ArrayList<>();
        for (String one : ONE_HASH) {
            for (String other : ONE_HASH) {
                Selection selection = new Selection(List.of("x"), List.of(other));
                keys.add(new FillKey(key(one), selection, Optional.of("bytes=0-1")));
                keys.add(new FillKey(key("AaAa"), selection, Optional.of(one)));
                keys.add(new FillKey(key("AaAa"), new Selection(List.of("x", "y"), List.of(one, other)), none()));
                keys.add(new FillKey(key("AaAa"), new Selection(List.of(one, "y"), List.of("a", other)), none()));
            }
        }
        keys.add(new FillKey(key("AaAa"), new Selection(List.of("x"), List.of("AaAa")), none()));
        keys.add(new FillKey(key("AaAa"), Selection.NONE, none()));
        keys.add(new FillKey(key("AaAa"), Selection.NONE, Optional.of("")));
        return keys;
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    @Test
    void theyAreComparableWithEachOther() {
        List<FillKey> keys = keys();
        assertThat(List.of(keys.get(0), keys.get(4), keys.get(16), keys.get(20)))
                .extracting(FillKey::hashCode)
                .containsOnly(keys.get(0).hashCode());
        assertThat(FillKey.class.getGenericInterfaces())
                .extracting(Object::toString)
                .contains("java.lang.Comparable<" + FillKey.class.getName() + ">");
    }

    @Test
    void theirOrderIsTotalAndAgreesWithEquals() {
        List<FillKey> keys = keys();
        for (FillKey one : keys) {
            for (FillKey other : keys) {
                int order = one.compareTo(other);
                assertThat(Integer.signum(order)).isEqualTo(-Integer.signum(other.compareTo(one)));
                assertThat(order == 0).as("%s, %s", one, other).isEqualTo(one.equals(other));
                for (FillKey third : keys) {
                    assertThat(order > 0 || other.compareTo(third) > 0 || one.compareTo(third) <= 0)
                            .isTrue();
                }
            }
        }
        assertThat(new TreeSet<>(keys)).hasSize((int) keys.stream().distinct().count());
    }
}
