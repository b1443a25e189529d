package dev.weir.fields;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Field lines that are held here and never change. */
public final class FieldLines extends HeldFields {

    static final FieldLines EMPTY = new FieldLines(new String[0]);

    /** Names at even places, each value behind its name. */
    private final String[] lines;

    private FieldLines(String[] lines) {
        this.lines = lines;
    }

    static FieldLines of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a field name without a value: " + String.join(", ", namesAndValues));
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            FieldSyntax.check(namesAndValues[i], namesAndValues[i + 1]);
        }
        return namesAndValues.length == 0 ? EMPTY : new FieldLines(namesAndValues.clone());
    }

    /** A builder with no line yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name of line {@code i}, counted from 0. */
    public String name(int i) {
        return lines[2 * i];
    }

    /** The value of line {@code i}, counted from 0. */
    public String value(int i) {
        return lines[2 * i + 1];
    }

    @Override
    public int size() {
        return lines.length / 2;
    }

    @Override
    public String get(String name, String otherwise) {
        int at = indexOf(name);
        return at < 0 ? otherwise : lines[at + 1];
    }

    @Override
    public boolean contains(String name) {
        return indexOf(name) >= 0;
    }

    @Override
    public String combined(String name, String otherwise) {
        int first = indexOf(name);
        if (first < 0) {
            return otherwise;
        }
        // Mostly there is one line only, and nothing to join.
        return indexOf(name, first + 2) < 0 ? lines[first + 1] : String.join(", ", all(name));
    }

    private int indexOf(String name) {
        return indexOf(name, 0);
    }

    private int indexOf(String name, int from) {
        int length = name.length();
        for (int i = from; i < lines.length; i += 2) {
            String candidate = lines[i];
            if (candidate.length() == length && candidate.equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> each) {
        for (int i = 0; i < lines.length; i += 2) {
            each.accept(lines[i], lines[i + 1]);
        }
    }

    @Override
    public FieldLines copy() {
        return this;
    }

    /** The bytes that these lines take in an HTTP/1.1 message, with their colons and line ends. */
    public int encodedLength() {
        int length = 0;
        for (String part : lines) {
            length += part.length() + 2; // ": " behind a name, CRLF behind a value
        }
        return length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldLines that && Arrays.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lines);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /** Collects lines in order. Not for use by several threads. */
    public static final class Builder {
        private String[] lines = new String[16];
        private int used;

        private Builder() {}

        /**
         * Adds a line.
         *
         * @throws IllegalArgumentException as {@link Fields#of} does
         */
        public Builder add(String name, String value) {
            FieldSyntax.check(name, value);
            return addUnchecked(name, value);
        }

        /** Adds a line that a parser, or another {@code Fields}, has checked already. */
        Builder addUnchecked(String name, String value) {
            if (used == lines.length) {
                lines = Arrays.copyOf(lines, used * 2);
            }
            lines[used++] = Objects.requireNonNull(name);
            lines[used++] = Objects.requireNonNull(value);
            return this;
        }

        /** Adds every line of {@code fields}. */
        public Builder addAll(Fields fields) {
            fields.forEach(this::addUnchecked);
            return this;
        }

        /** Adds those lines of {@code fields} whose name {@code keep} accepts. */
        public Builder addAll(Fields fields, Predicate<? super String> keep) {
            fields.forEach((name, value) -> {
                if (keep.test(name)) {
                    addUnchecked(name, value);
                }
            });
            return this;
        }

        /** The lines so far. */
        public FieldLines build() {
            return used == 0 ? EMPTY : new FieldLines(Arrays.copyOf(lines, used));
        }
    }
}
