package dev.weir.fields;

import java.util.Optional;

/**
 * Which bytes of a representation a content is (RFC 9110 §14.4).
 *
 * @param first the first of them
 * @param last the last of them, included
 * @param complete how many bytes the representation has
 */
public record ContentRange(long first, long last, long complete) {

    private static final String BYTES = "bytes ";
    private static final int MAX_DIGITS = 18;

    /**
     * What the value of a Content-Range field says; none where it is invalid, of another unit, of no bytes, or does not say
     * how many there are in all.
     */
    public static Optional<ContentRange> parse(String text) {
        int dash = text.indexOf('-');
        int slash = text.indexOf('/');
        if (!text.regionMatches(true, 0, BYTES, 0, BYTES.length()) || dash < 0 || slash < dash) {
            return Optional.empty();
        }
        long first = number(text.substring(BYTES.length(), dash));
        long last = number(text.substring(dash + 1, slash));
        long complete = number(text.substring(slash + 1));
        // RFC 9110 §14.4: invalid where the last is before the first, or not in the representation.
        boolean valid = first >= 0 && first <= last && last < complete;
        return valid ? Optional.of(new ContentRange(first, last, complete)) : Optional.empty();
    }

    private static long number(String digits) {
        boolean good = !digits.isEmpty() && digits.length() <= MAX_DIGITS;
        for (int i = 0; i < digits.length(); i++) {
            good &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        return good ? Long.parseLong(digits) : -1;
    }

    /** How many bytes it is. */
    public long length() {
        return last - first + 1;
    }

    /** Whether it is all there is. */
    public boolean isWhole() {
        return length() == complete;
    }

    /** Whether there is nothing missing between the two, which are of one representation. */
    public boolean touches(ContentRange other) {
        return first <= other.last + 1 && other.first <= last + 1;
    }

    /** Both, where they {@linkplain #touches touch}. */
    public ContentRange and(ContentRange other) {
        return new ContentRange(Math.min(first, other.first), Math.max(last, other.last), complete);
    }

    /** Whether the bytes from {@code from} to {@code to}, included, are among these. */
    public boolean contains(long from, long to) {
        return first <= from && to <= last;
    }

    /** The field's value. */
    @Override
    public String toString() {
        return BYTES + first + '-' + last + '/' + complete;
    }
}
