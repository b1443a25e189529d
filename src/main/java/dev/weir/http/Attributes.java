package dev.weir.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Typed values under keys: a list that shares its tail, since there are few and most have none. */
final class Attributes {

    static final Attributes NONE = new Attributes(null, null, null);

    private final @Nullable Key<?> key;
    private final @Nullable Object value;
    private final @Nullable Attributes rest;

    private Attributes(@Nullable Key<?> key, @Nullable Object value, @Nullable Attributes rest) {
        this.key = key;
        this.value = value;
        this.rest = rest;
    }

    <T> Attributes with(Key<T> newKey, T newValue) {
        return new Attributes(newKey, newValue, this);
    }

    <T> Optional<T> get(Key<T> wanted) {
        for (Attributes at = this; at != null; at = at.rest) {
            if (at.key == wanted && at.value != null) {
                return Optional.of(wanted.cast(at.value));
            }
        }
        return Optional.empty();
    }
}
