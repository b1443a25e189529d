package dev.weir.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The field lines of a header or trailer section, in the order in which they stand (RFC 9110 §5.3). Names compare
 * without case. What looks like a change gives back another {@code Fields}; nothing is changed in place.
 *
 * <p>Three shapes exist besides this interface's views of a message being read: {@link FieldLines}, which owns its lines,
 * {@link OverlaidFields}, a few lines laid over others that are shared, and {@link PackedLines}, which are kept for long.
 */
public interface Fields {

    /** No lines at all. */
    static Fields empty() {
        return FieldLines.EMPTY;
    }

    /**
     * Lines from alternating names and values.
     *
     * @throws IllegalArgumentException if their number is odd, a name is no token (RFC 9110 §5.6.2) or a value holds a
     *     CR, LF or NUL (§5.5)
     */
    static Fields of(String... namesAndValues) {
        return FieldLines.of(namesAndValues);
    }

    /** The value of the first line of that name, or {@code otherwise} where there is none. */
    String get(String name, String otherwise);

    /** Hands each line to {@code lines}, in order. */
    void forEach(BiConsumer<? super String, ? super String> lines);

    /** The number of lines. */
    int size();

    /** Whether a line of that name is there. */
    boolean contains(String name);

    /** The value of the first line of that name. */
    default Optional<String> get(String name) {
        return contains(name) ? Optional.of(get(name, "")) : Optional.empty();
    }

    /** The values of all lines of that name, in order. */
    default List<String> all(String name) {
        if (!contains(name)) {
            return List.of();
        }
        List<String> values = new ArrayList<>(2);
        forEach((n, v) -> {
            if (n.equalsIgnoreCase(name)) {
                values.add(v);
            }
        });
        return values;
    }

    /** The field's value: all lines of that name joined by {@code ", "} (RFC 9110 §5.3). */
    default Optional<String> combined(String name) {
        return contains(name) ? Optional.of(combined(name, "")) : Optional.empty();
    }

    /** The field's value as {@link #combined(String)} has it, or {@code otherwise} where there is no such line. */
    default String combined(String name, String otherwise) {
        return contains(name) ? String.join(", ", all(name)) : otherwise;
    }

    /** Whether there is no line. */
    default boolean isEmpty() {
        return size() == 0;
    }

    /** These lines with one of that name and value in place of all of that name. */
    default Fields with(String name, String value) {
        return OverlaidFields.over(this).with(name, value);
    }

    /** These lines and one more, also where the name is there already. */
    default Fields and(String name, String value) {
        return OverlaidFields.over(this).and(name, value);
    }

    /** These lines without those of that name. */
    default Fields without(String name) {
        return contains(name) ? OverlaidFields.over(this).without(name) : this;
    }

    /** The same lines, held by themselves: for keeping what was a view of a message, or was laid over another. */
    default FieldLines copy() {
        FieldLines.Builder copy = FieldLines.builder();
        forEach(copy::addUnchecked);
        return copy.build();
    }
}
