package dev.weir.fields;

import java.util.List;

/** A non-negative number of seconds as fields spell it (RFC 9111 §1.2.2): digits only, never too large to be kept. */
public final class DeltaSeconds {

    /** What every larger value is taken for: 2^31 seconds (RFC 9111 §1.2.2). */
    public static final long MAX = 1L << 31;

    /** What text that is no delta-seconds gives. */
    public static final long INVALID = -1;

    private DeltaSeconds() {}

    /** The seconds that {@code text} says, at most {@link #MAX}, or {@link #INVALID}. */
    public static long parse(String text) {
        return parse(text, 0, text.length());
    }

    /** As {@link #parse(String)}, for the characters of {@code text} from {@code from} to before {@code to}. */
    static long parse(String text, int from, int to) {
        if (from >= to) {
            return INVALID;
        }
        long seconds = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return INVALID;
            }
            // Held down at each digit, so that no number of digits overflows.
            seconds = Math.min(seconds * 10 + (c - '0'), MAX);
        }
        return seconds;
    }

    /**
     * The Age of a response in seconds; 0 where it has none. Of several values, in one line or in more, the first counts;
     * where that is no delta-seconds, the field is ignored (RFC 9111 §5.1).
     */
    public static long age(Fields fields) {
        List<String> ages = CommaList.members(fields, FieldNames.AGE);
        long first = ages.isEmpty() ? INVALID : parse(ages.get(0));
        return first == INVALID ? 0 : first;
    }
}
