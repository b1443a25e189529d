package dev.weir.fields;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Field lines that are kept for long and read seldom: all in one array, which takes less than half of what they take as
 * texts. Each line is its name, a colon, its value and a line feed; a common name with its colon is one byte, which no
 * name begins with.
 */
public final class PackedLines implements Fields {
    /** Names that responses often have, as they are spelled in them; a name's place is its byte. At most 128. */
    private static final String[] COMMON = {
        "Accept-Ranges", "accept-ranges", "Access-Control-Allow-Origin", "access-control-allow-origin",
        "Alt-Svc", "alt-svc", "Cache-Control", "cache-control",
        "Cache-Tag", "cache-tag", "CDN-Cache-Control", "cdn-cache-control",
        "Content-Encoding", "content-encoding", "Content-Language", "content-language",
        "Content-Length", "content-length", "Content-Security-Policy", "content-security-policy",
        "Content-Type", "content-type", "Date", "date",
        "ETag", "etag", "Expires", "expires",
        "Last-Modified", "last-modified", "Link", "link",
        "Location", "location", "Permissions-Policy", "permissions-policy",
        "Referrer-Policy", "referrer-policy", "Server", "server",
        "Server-Timing", "server-timing", "Set-Cookie", "set-cookie",
        "Strict-Transport-Security", "strict-transport-security", "Surrogate-Control", "surrogate-control",
        "Surrogate-Key", "surrogate-key", "Vary", "vary",
        "Via", "via", "X-Content-Type-Options", "x-content-type-options",
        "X-Frame-Options", "x-frame-options", "X-Powered-By", "x-powered-by",
        "X-Request-Id", "x-request-id", "X-XSS-Protection", "x-xss-protection",
    };

    private static final Map<String, Integer> PLACES = new HashMap<>();

    static {
        for (int i = 0; i < COMMON.length; i++) {
            PLACES.put(COMMON[i], i);
        }
    }

    /** This object, and the array's head and what it is filled up with. */
    private static final long OBJECTS = 40;

    /** What two texts take beside their characters. */
    private static final int TEXTS = 104;

    private final byte[] bytes;

    private PackedLines(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The same lines, packed; or as texts, where one has a character that takes more than a byte. */
    public static Fields of(Fields lines) {
        StringBuilder text = new StringBuilder(512);
        lines.forEach((name, value) -> {
            Integer place = PLACES.get(name);
            if (place == null) {
                text.append(name).append(':');
            } else {
                text.append((char) (0x80 + place));
            }
            text.append(value).append('\n');
        });
        String all = text.toString();
        byte[] bytes = all.getBytes(StandardCharsets.ISO_8859_1);
        boolean whole = new String(bytes, StandardCharsets.ISO_8859_1).equals(all);
        return whole ? new PackedLines(bytes) : lines.copy();
    }

    /** The bytes of memory that these lines take as {@link #of} keeps them, at the most. */
    public static long bytesOf(Fields lines) {
        if (lines instanceof PackedLines packed) {
            return OBJECTS + packed.bytes.length;
        }
        long[] bytes = {OBJECTS};
        lines.forEach((name, value) -> bytes[0] += TEXTS + 2L * (name.length() + value.length()));
        return bytes[0];
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> lines) {
        for (int at = 0; at < bytes.length; ) {
            int value = valueAt(at);
            int end = endOf(value);
            lines.accept(nameAt(at, value), text(value, end));
            at = end + 1;
        }
    }

    private int valueAt(int line) {
        int at = line;
        if (bytes[at] >= 0) {
            while (bytes[at] != ':') {
                at++;
            }
        }
        return at + 1;
    }

    private int endOf(int value) {
        int at = value;
        while (bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private String nameAt(int line, int value) {
        return bytes[line] < 0 ? COMMON[bytes[line] & 0x7f] : text(line, value - 1);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String get(String name, String otherwise) {
        int value = find(name);
        return value < 0 ? otherwise : text(value, endOf(value));
    }

    @Override
    public boolean contains(String name) {
        return find(name) >= 0;
    }

    /** Where the value of the first line of that name begins; -1 for none. */
    private int find(String name) {
        for (int at = 0; at < bytes.length; ) {
            int value = valueAt(at);
            if (isNamed(name, at, value)) {
                return value;
            }
            at = endOf(value) + 1;
        }
        return -1;
    }

    private boolean isNamed(String name, int line, int value) {
        return bytes[line] < 0
                ? COMMON[bytes[line] & 0x7f].equalsIgnoreCase(name)
                : value - 1 - line == name.length() && text(line, value - 1).equalsIgnoreCase(name);
    }

    @Override
    public int size() {
        int lines = 0;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PackedLines that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return copy().toString();
    }
}
