package dev.weir.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Clients can make keys of one hash, as many as they like. What a look-up among them costs is not measured here: that they
 * are of a class that is comparable with itself is what {@link java.util.concurrent.ConcurrentHashMap} asks of them to find
 * one by a search, and that their order is total is what it takes to find the right one.
 */
class CollidingKeysTest {

    /** Two texts of one hash, in all sequences of so many. */
    private static List<String> paths(int length) {
        List<String> paths = List.of("/");
        for (int i = 0; i < length; i++) {
            List<String> longer = new ArrayList<>();
            paths.forEach(path -> longer.addAll(List.of(path + "Aa", path + "BB")));
            paths = longer;
        }
        return paths;
    }

    /** Each twice, as for looking up and as for keeping. */
    private static List<CacheKey> keys(int length) {
        List<CacheKey> keys = new ArrayList<>();
        for (String path : paths(length)) {
            CacheKey key = new CacheKey("http", "a", path);
            keys.addAll(List.of(key, key.joined(key.uri())));
        }
        return keys;
    }

    @Test
    void theyHaveOneHashAndAreComparable() {
        assertThat(keys(8).stream().map(CacheKey::hashCode).distinct()).hasSize(1);
        assertThat(CacheKey.class.getGenericInterfaces())
                .extracting(Object::toString)
                .contains("java.lang.Comparable<" + CacheKey.class.getName() + ">");
    }

    @Test
    void theirOrderIsTotalAndAgreesWithEquals() {
        List<CacheKey> keys = keys(4);
        for (String other : List.of("https://a/AaAaAaAa", "http://aa/AaAaAaAa", "http://a/AaAaAaAaA", "http://a/")) {
            keys.add(CacheKey.parse(other).orElseThrow());
        }
        for (CacheKey one : keys) {
            for (CacheKey other : keys) {
                int order = one.compareTo(other);
                assertThat(Integer.signum(order)).isEqualTo(-Integer.signum(other.compareTo(one)));
                assertThat(order == 0).isEqualTo(one.equals(other));
            }
        }
        List<CacheKey> mixed = new ArrayList<>(keys);
        Collections.shuffle(mixed, new Random(1));
        List<CacheKey> byUri =
                mixed.stream().sorted(Comparator.comparing(CacheKey::uri)).toList();
        assertThat(mixed.stream().sorted().toList()).isEqualTo(byUri);
        assertThat(new TreeSet<>(keys(8))).hasSize(256);
    }
}
