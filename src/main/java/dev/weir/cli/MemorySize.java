package dev.weir.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How much memory the cache may use, as {@code --memory} says it: {@code 256m}.
 *
 * @param bytes at least 1 MiB
 */
record MemorySize(long bytes) {

    private static final long MEBIBYTE = 1L << 20;
    private static final long DEFAULT = 256 * MEBIBYTE;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([kmg])");

    static MemorySize parse(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size; write a whole number with k, m or g, such as 256m");
        }
        long unit = switch (size.group(2)) {
            case "k" -> 1L << 10;
            case "m" -> MEBIBYTE;
            default -> 1L << 30;
        };
        long number = Long.parseLong(size.group(1));
        if (number > Long.MAX_VALUE / unit) {
            throw new IllegalArgumentException("'" + text + "' is more than any machine has");
        }
        long bytes = number * unit;
        if (bytes < MEBIBYTE) {
            throw new IllegalArgumentException("'" + text + "' is too little for a cache; give it 1m or more");
        }
        return new MemorySize(bytes);
    }

    /** What the cache gets where nothing is said: 256 MiB, or half of the heap where that is less. */
    static MemorySize standard(long heap) {
        return new MemorySize(Math.max(MEBIBYTE, Math.min(DEFAULT, heap / 2)));
    }

    /** Refuses what the heap cannot hold: three quarters of it are the most, since the rest of the program lives there. */
    MemorySize within(long heap) {
        if (bytes > heap / 4 * 3) {
            throw new StartException("--memory " + this + " does not fit into Java's heap of " + new MemorySize(heap)
                    + "; ask for less, or start with a larger heap: java -Xmx" + mebibytes(bytes * 2)
                    + "m -jar weir.jar ...");
        }
        return this;
    }

    @Override
    public String toString() {
        return mebibytes(bytes) + "m";
    }

    private static long mebibytes(long bytes) {
        return bytes / MEBIBYTE;
    }

    /** Reads the option. */
    static final class Converter implements ITypeConverter<MemorySize> {
        @Override
        public MemorySize convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
