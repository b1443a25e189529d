package dev.weir.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The byte ranges that a Range field asks for (RFC 9110 §14.1.2).
 *
 * @param specs at least one, in order
 */
public record ByteRanges(List<Spec> specs) {

    /** No such position. */
    public static final long NONE = -1;

    public ByteRanges {
        specs = List.copyOf(specs);
    }

    /**
     * One range as asked for.
     *
     * @param first its first byte; {@link #NONE} for the last so many
     * @param last its last byte; {@link #NONE} for all to the end. Without {@code first}: how many bytes, from the end
     */
    public record Spec(long first, long last) {

        @Override
        public String toString() {
            return (first == NONE ? "" : first) + "-" + (last == NONE ? "" : last);
        }
    }

    /**
     * One range as it is there.
     *
     * @param first its first byte
     * @param last its last byte, included
     */
    public record Span(long first, long last) {

        /** How many bytes. */
        public long length() {
            return last - first + 1;
        }
    }

    /**
     * What the value of a Range field asks for; none where it is malformed or of another unit, so that it is to be
     * ignored (RFC 9110 §14.2).
     */
    public static Optional<ByteRanges> parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || !text.substring(0, equals).equalsIgnoreCase("bytes")) {
            return Optional.empty();
        }
        List<Spec> specs = new ArrayList<>(1);
        for (String member : CommaList.members(text.substring(equals + 1))) {
            Optional<Spec> spec = spec(member);
            if (spec.isEmpty()) {
                return Optional.empty();
            }
            specs.add(spec.get());
        }
        return specs.isEmpty() ? Optional.empty() : Optional.of(new ByteRanges(specs));
    }

    /** The value of a Range field that asks for them. */
    @Override
    public String toString() {
        return specs.stream().map(Spec::toString).collect(Collectors.joining(",", "bytes=", ""));
    }

    /** Whether it is all there is, in one piece: {@code bytes=0-}, with which browsers begin to play a video. */
    public boolean isAll() {
        return specs.size() == 1 && specs.get(0).first == 0 && specs.get(0).last == NONE;
    }

    private static Optional<Spec> spec(String member) {
        int dash = member.indexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        String from = member.substring(0, dash);
        String to = member.substring(dash + 1);
        long first = position(from);
        long last = position(to);
        boolean shaped = (from.isEmpty() || first != NONE) && (to.isEmpty() || last != NONE);
        boolean empty = from.isEmpty() && to.isEmpty();
        // RFC 9110 §14.1.1: invalid where the last is before the first.
        boolean backwards = first != NONE && last != NONE && last < first;
        return shaped && !empty && !backwards ? Optional.of(new Spec(first, last)) : Optional.empty();
    }

    /** A number of bytes, held at the largest there is; {@link #NONE} for what is no number. */
    private static long position(String digits) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return NONE;
            }
            boolean fits = value <= (Long.MAX_VALUE - 9) / 10;
            value = fits ? value * 10 + (c - '0') : Long.MAX_VALUE;
        }
        return digits.isEmpty() ? NONE : value;
    }

    /** Whether one of them is for the last bytes, however many there are (RFC 9110 §14.1.1). */
    public boolean hasSuffix() {
        return specs.stream().anyMatch(spec -> spec.first == NONE && spec.last > 0);
    }

    /**
     * Those of the ranges that content of {@code length} bytes has, cut to it; none at all where the answer is 416 (RFC
     * 9110 §14.1.2, §15.5.17).
     */
    public List<Span> of(long length) {
        List<Span> spans = new ArrayList<>(specs.size());
        for (Spec spec : specs) {
            boolean suffix = spec.first == NONE;
            long first = suffix ? Math.max(length - spec.last, 0) : spec.first;
            long last = suffix || spec.last == NONE ? length - 1 : Math.min(spec.last, length - 1);
            if (first <= last) {
                spans.add(new Span(first, last));
            }
        }
        return spans;
    }
}
