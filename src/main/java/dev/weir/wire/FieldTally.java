package dev.weir.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the names of field lines, the common ones without a copy, and counts those on which the framing of a message,
 * its target and its connection depend.
 */
final class FieldTally {
    /** Of a handshake older than RFC 6455, which has content without saying so: Netty would read eight bytes more. */
    private static final AsciiString OLD_WEBSOCKET_KEY = AsciiString.cached("sec-websocket-key1");

    private static final List<List<AsciiString>> COMMON = common(
            "Host",
            "Accept",
            "Cookie",
            "Pragma",
            "Origin",
            "Referer",
            "Upgrade",
            "Connection",
            "User-Agent",
            "Content-Type",
            "Cache-Control",
            "If-None-Match",
            "Authorization",
            "Content-Length",
            "Accept-Encoding",
            "Accept-Language",
            "If-Modified-Since",
            "Transfer-Encoding",
            "Upgrade-Insecure-Requests");

    int hosts;
    int connections;
    int lengths;
    int codings;
    int oldWebSocketKeys;

    void clear() {
        hosts = 0;
        connections = 0;
        lengths = 0;
        codings = 0;
        oldWebSocketKeys = 0;
    }

    /** The name that those bytes spell, in the case in which they do. */
    AsciiString name(byte[] bytes, int start, int length) {
        AsciiString name = read(bytes, start, length);
        switch (length) {
            case 4 -> hosts += is(name, HttpHeaderNames.HOST);
            case 10 -> connections += is(name, HttpHeaderNames.CONNECTION);
            case 14 -> lengths += is(name, HttpHeaderNames.CONTENT_LENGTH);
            case 17 -> codings += is(name, HttpHeaderNames.TRANSFER_ENCODING);
            case 18 -> oldWebSocketKeys += is(name, OLD_WEBSOCKET_KEY);
            default -> {}
        }
        return name;
    }

    private static AsciiString read(byte[] bytes, int start, int length) {
        if (length < COMMON.size()) {
            List<AsciiString> candidates = COMMON.get(length);
            for (int i = 0; i < candidates.size(); i++) {
                AsciiString candidate = candidates.get(i);
                // All of its bytes: to compare some is how Content-Xength became Content-Length (CVE-2026-102479).
                if (Arrays.equals(bytes, start, start + length, candidate.array(), 0, length)) {
                    return candidate;
                }
            }
        }
        return new AsciiString(bytes, start, length, true);
    }

    private static int is(AsciiString name, AsciiString other) {
        return name.contentEqualsIgnoreCase(other) ? 1 : 0;
    }

    private static List<List<AsciiString>> common(String... names) {
        List<AsciiString> all = Arrays.stream(names)
                .flatMap(name -> List.of(
                        AsciiString.cached(name), AsciiString.cached(name).toLowerCase())
                        .stream())
                .toList();
        int longest = all.stream().mapToInt(AsciiString::length).max().orElse(0);
        return java.util.stream.IntStream.rangeClosed(0, longest)
                .mapToObj(length ->
                        all.stream().filter(name -> name.length() == length).toList())
                .toList();
    }
}
