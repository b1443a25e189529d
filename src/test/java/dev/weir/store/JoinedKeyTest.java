package dev.weir.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key for keeping is the same as the one for looking up. */
class JoinedKeyTest {

    @ParameterizedTest
    @CsvSource({"http,a,/", "https,www.example:8443,/a/b?c=//d", "http,[::1]:81,/x/%20?u=http://b/"})
    void joinedItIsTheSame(String scheme, String authority, String target) {
        CacheKey parts = new CacheKey(scheme, authority, target);
        String uri = scheme + "://" + authority + target;
        CacheKey joined = parts.joined(uri);
        assertThat(joined).isEqualTo(parts).hasSameHashCodeAs(parts);
        assertThat(parts).isEqualTo(joined);
        assertThat(joined).isEqualTo(new CacheKey(scheme, authority, target).joined("http://other/"));
        assertThat(joined.uri()).isSameAs(uri);
        assertThat(joined.scheme()).isEqualTo(scheme);
        assertThat(joined.authority()).isEqualTo(authority);
        assertThat(joined.target()).isEqualTo(target);
        assertThat(joined.isOf(uri)).isTrue();
        assertThat(joined.isOf(uri + "x")).isFalse();
        assertThat(joined.joined("http://other/")).isSameAs(joined);
        assertThat(joined).hasToString(uri);
    }

    @ParameterizedTest
    @CsvSource({"https,a,/b", "http,aa,/b", "http,a,/bb", "http,a,/c"})
    void anotherIsAnother(String scheme, String authority, String target) {
        CacheKey one = new CacheKey("http", "a", "/b");
        CacheKey other = new CacheKey(scheme, authority, target);
        assertThat(one).isNotEqualTo(other).isNotEqualTo(other.joined(other.uri()));
        assertThat(one.joined(one.uri())).isNotEqualTo(other).isNotEqualTo(other.joined(other.uri()));
        assertThat(one).isNotEqualTo("http://a/b");
    }
}
