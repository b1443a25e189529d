package dev.weir.wire;

import dev.weir.fields.Authority;
import dev.weir.fields.CommaList;
import dev.weir.http.HttpException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges a head of HTTP/1 that has been read: what it says of its content's framing, and whom it is for. */
final class HeadRules {

    private static final String CHUNKED = "chunked";

    private HeadRules() {}

    /**
     * RFC 9112 §6: where two readers could differ about where the request ends, there is no request.
     *
     * @throws HttpException where the framing is not the one that everybody reads alike
     */
    static void judgeFraming(HttpRequest request, FieldTally tally) {
        if (tally.codings > 0) {
            judgeCoding(request, tally);
        }
        if (tally.lengths > 1) {
            throw new HttpException(400, "There is more than one Content-Length.");
        }
        if (tally.oldWebSocketKeys > 0) {
            throw new HttpException(400, "This WebSocket handshake is of a time before RFC 6455.");
        }
        if (request.method().name().equals("CONNECT") && tally.codings + tally.lengths > 0) {
            throw new HttpException(400, "CONNECT has no content.");
        }
    }

    /**
     * Says in a line of its own what becomes of the connection (RFC 9112 §9.3): Vert.x, which is to close or keep it,
     * knows the option only where it stands alone, and not in a list (RFC 9110 §7.6.1).
     */
    static void singleOut(HttpRequest request, FieldTally tally) {
        HttpHeaders fields = request.headers();
        if (tally.connections == 0
                || (tally.connections == 1
                        && fields.get(HttpHeaderNames.CONNECTION).indexOf(',') < 0)) {
            return;
        }
        String all = String.join(", ", fields.getAll(HttpHeaderNames.CONNECTION));
        fields.set(HttpHeaderNames.CONNECTION, all);
        List<String> options = CommaList.members(all);
        if (options.stream().anyMatch(HttpHeaderValues.CLOSE::contentEqualsIgnoreCase)) {
            fields.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (options.stream().anyMatch(HttpHeaderValues.KEEP_ALIVE::contentEqualsIgnoreCase)) {
            fields.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    /** RFC 9112 §6.1. */
    private static void judgeCoding(HttpRequest request, FieldTally tally) {
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            throw new HttpException(400, "HTTP/1.0 has no Transfer-Encoding.");
        }
        if (tally.lengths > 0) {
            throw new HttpException(400, "There are both a Transfer-Encoding and a Content-Length.");
        }
        List<String> lines = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (lines.size() == 1 && lines.get(0).equalsIgnoreCase(CHUNKED)) {
            return;
        }
        List<String> codings = Stream.of(String.join(",", lines).split(",", -1))
                .map(String::strip)
                .map(coding -> coding.toLowerCase(Locale.ROOT))
                .toList();
        int first = codings.indexOf(CHUNKED);
        if (first >= 0 && (first < codings.size() - 1 || codings.size() == 1)) {
            throw new HttpException(400, "Transfer-Encoding has to be chunked, once and at the end.");
        }
        throw new HttpException(501, "The only transfer coding here is chunked.");
    }

    /**
     * RFC 9112 §3.2: exactly one valid {@code Host} in HTTP/1.1, none or one before; a target that names a host itself
     * comes before it, and takes its place for all who read on (§3.2.2).
     *
     * @param secured whether the connection is
     * @throws HttpException where it is not clear whom the request is for
     */
    static void judgeTarget(HttpRequest request, FieldTally tally, boolean secured) {
        if (tally.hosts > 1 || (tally.hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            throw new HttpException(400, tally.hosts == 0 ? "Host is missing." : "There is more than one Host.");
        }
        HttpHeaders fields = request.headers();
        @Nullable String host = tally.hosts == 0 ? null : fields.get(HttpHeaderNames.HOST);
        if (host != null && !Authority.isValid(host)) {
            throw new HttpException(400, "Host is not a valid host.");
        }
        String named = TargetRules.judge(request.method().name(), request.uri(), secured);
        if (named != null && host != null && !named.equals(host)) {
            fields.set(HttpHeaderNames.HOST, named);
        }
    }
}
