package dev.weir.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What routes have taken from a path: names that every request of a route shares, and this request's values. */
final class Params {
    static final Params NONE = new Params(new String[0], new String[0]);

    private final String[] names;
    private final String[] values;

    Params(String[] names, String[] values) {
        this.names = names;
        this.values = values;
    }

    Optional<String> get(String name) {
        // From the end: an inner table's parameter hides an outer one's of the same name.
        for (int i = names.length - 1; i >= 0; i--) {
            if (names[i].equals(name)) {
                return Optional.of(values[i]);
            }
        }
        return Optional.empty();
    }

    /** These and, behind them, those of a route further in. */
    Params and(Params inner) {
        if (names.length == 0) {
            return inner;
        }
        String[] allNames = Arrays.copyOf(names, names.length + inner.names.length);
        String[] allValues = Arrays.copyOf(values, allNames.length);
        System.arraycopy(inner.names, 0, allNames, names.length, inner.names.length);
        System.arraycopy(inner.values, 0, allValues, values.length, inner.values.length);
        return new Params(allNames, allValues);
    }

    List<String> names() {
        return List.of(names);
    }
}
