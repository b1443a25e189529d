package dev.weir.wire;

import dev.weir.edge.HeadLimits;
import dev.weir.fields.Authority;
import dev.weir.http.HttpException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a head of HTTP/2 by the rules that hold for HTTP/1. Netty has judged before what HTTP/2 itself forbids, such as
 * fields of a connection (RFC 9113 §8.2.2), and has answered it with a reset of the stream.
 */
final class Http2Rules {

    private Http2Rules() {}

    /** Why it is refused, if it is. */
    static Optional<HttpException> refusal(HttpServerRequest request, HeadLimits limits) {
        try {
            judgeFields(request.headers(), limits);
            judgeTarget(request, limits);
            judgeAuthority(request);
            return Optional.empty();
        } catch (HttpException refusal) {
            return Optional.of(refusal);
        }
    }

    private static void judgeFields(MultiMap fields, HeadLimits limits) {
        int count = 0;
        for (Iterator<Map.Entry<String, String>> lines = fields.iterator(); lines.hasNext(); lines.next()) {
            count++;
        }
        if (count > limits.fields()) {
            throw new HttpException(431, "There are more than " + limits.fields() + " field lines.");
        }
    }

    private static void judgeTarget(HttpServerRequest request, HeadLimits limits) {
        String target = request.uri();
        if (request.method().equals(HttpMethod.CONNECT)) {
            return; // it has none (RFC 9113 §8.5)
        }
        if (target == null || target.isEmpty() || (target.charAt(0) != '/' && !isAsterisk(request, target))) {
            throw new HttpException(400, ":path has to begin with /.");
        }
        if (target.length() > limits.requestLine()) {
            throw new HttpException(414, "The target is longer than " + limits.requestLine() + " bytes.");
        }
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                throw new HttpException(400, "The target has a character that no target has.");
            }
        }
    }

    private static boolean isAsterisk(HttpServerRequest request, String target) {
        return target.equals("*") && request.method().equals(HttpMethod.OPTIONS);
    }

    /** RFC 9113 §8.3.1: one host, named once, or twice alike. */
    private static void judgeAuthority(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        List<String> hosts = request.headers().getAll("host");
        if (hosts.size() > 1 || (authority == null && hosts.isEmpty())) {
            throw new HttpException(400, "There has to be one :authority.");
        }
        if (authority == null || !Authority.isValid(text(authority))) {
            throw new HttpException(400, ":authority is not a valid host.");
        }
        if (!hosts.isEmpty() && !hosts.get(0).equalsIgnoreCase(text(authority))) {
            throw new HttpException(400, "Host and :authority differ.");
        }
    }

    private static String text(HostAndPort authority) {
        return authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
    }
}
