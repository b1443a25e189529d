package dev.weir.admin;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of an object of JSON, and which of them stands there twice, of which a map has the last (RFC 8259 §4). */
final class Members {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private Optional<String> twice = Optional.empty();

    @JsonAnySetter
    void add(String name, @Nullable Object value) {
        if (values.containsKey(name)) {
            twice = Optional.of(name);
        }
        values.put(name, value);
    }

    /** By name. */
    Map<String, @Nullable Object> values() {
        return values;
    }

    /** One that stands there more than once. */
    Optional<String> twice() {
        return twice;
    }
}
