package dev.weir.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a path is cut and decoded: cut at each raw {@code /} first, decoded segment by segment then (RFC 3986 §2.4), so
 * that {@code %2F} never separates.
 */
final class PathRules {
    private static final String DOT = "A path must not hold '.' or '..' as a segment, encoded or not.";
    private static final String PERCENT = "A percent sign in the path is not followed by two hexadecimal digits.";

    private PathRules() {}

    static HttpException notUtf8() {
        return new HttpException(400, "The path is not UTF-8 where it is percent-encoded.");
    }

    /** Where the path ends in a target: at its query, or with it. */
    static int end(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target.length() : query;
    }

    /** Where the segment that starts at {@code from} ends. */
    static int segmentEnd(String target, int from, int end) {
        int slash = target.indexOf('/', from);
        return slash < 0 || slash > end ? end : slash;
    }

    /** Whether nothing in there wants a closer look; most paths are plain. */
    static boolean isPlain(String target) {
        return target.indexOf('%') < 0 && !target.contains("/.");
    }

    /** What is wrong with a path whatever its route: bad percent-encoding, dot segments. */
    static Optional<HttpException> fault(String target, int end) {
        for (int from = 1; from <= end; ) {
            int to = segmentEnd(target, from, end);
            if (!isEncoded(target, from, to)) {
                return Optional.of(new HttpException(400, PERCENT));
            }
            if (isDots(target, from, to)) {
                // Removing them, as RFC 3986 §5.2.4 does, would let what is behind see another path than was checked.
                return Optional.of(new HttpException(400, DOT));
            }
            from = to + 1;
        }
        return Optional.empty();
    }

    private static boolean isEncoded(String target, int from, int to) {
        for (int i = target.indexOf('%', from); i >= 0 && i < to; i = target.indexOf('%', i + 1)) {
            if (i + 2 >= to || hex(target, i + 1) < 0 || hex(target, i + 2) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDots(String target, int from, int to) {
        int dots = 0;
        for (int i = from; i < to; dots++) {
            if (target.charAt(i) == '.') {
                i++;
            } else if (target.regionMatches(true, i, "%2e", 0, 3)) {
                i += 3;
            } else {
                return false;
            }
        }
        return dots == 1 || dots == 2;
    }

    /** Whether every segment can be decoded. */
    static boolean isUtf8(String target, int end) {
        return decode(target, 1, end).isPresent();
    }

    /** Decodes well-encoded percents; empty where that gives no UTF-8. */
    static Optional<String> decode(String target, int from, int to) {
        int percent = target.indexOf('%', from);
        if (percent < 0 || percent >= to) {
            return Optional.of(target.substring(from, to));
        }
        byte[] raw = target.substring(from, to).getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                raw[length++] = (byte) (Character.digit(raw[i + 1], 16) << 4 | Character.digit(raw[i + 2], 16));
                i += 2;
            } else {
                raw[length++] = raw[i];
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int hex(String text, int at) {
        char c = text.charAt(at);
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
