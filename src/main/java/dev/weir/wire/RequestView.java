package dev.weir.wire;

import dev.weir.fields.Authority;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.RequestHead;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request's head, as Vert.x has read it; a view, computes what it is asked for. */
final class RequestView implements RequestHead {
    private final HttpServerRequest request;
    private final Peer peer;
    private final Fields fields;
    private final String target;
    private final @Nullable String targetAuthority;
    private @Nullable String authority;

    RequestView(HttpServerRequest request, Peer peer) {
        this.request = request;
        this.peer = peer;
        this.fields = new HeadFields(request.headers());
        String uri = request.uri();
        if (uri != null && !uri.isEmpty() && uri.charAt(0) == '/') {
            target = uri;
            targetAuthority = null;
        } else if (uri == null || isConnect(request)) {
            // HTTP/2's CONNECT has no path (RFC 9113 §8.5).
            targetAuthority = uri == null ? hostAndPort(request.authority()) : uri;
            target = targetAuthority;
        } else {
            int start = uri.indexOf("://");
            targetAuthority = start < 0 ? null : authorityOf(uri, start + 3);
            target = start < 0 ? uri : pathOf(uri, start + 3);
        }
    }

    private static boolean isConnect(HttpServerRequest request) {
        return HttpMethod.CONNECT.equals(request.method());
    }

    /** From an absolute-form target (RFC 9112 §3.2.2). */
    private static String authorityOf(String uri, int start) {
        return uri.substring(start, endOfAuthority(uri, start));
    }

    private static String pathOf(String uri, int start) {
        int end = endOfAuthority(uri, start);
        if (end == uri.length()) {
            return "/";
        }
        String rest = uri.substring(end);
        return rest.charAt(0) == '/' ? rest : "/" + rest;
    }

    private static int endOfAuthority(String uri, int start) {
        for (int i = start; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
        }
        return uri.length();
    }

    private static String hostAndPort(@Nullable HostAndPort authority) {
        if (authority == null) {
            return "";
        }
        return authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String scheme() {
        return peer.scheme();
    }

    @Override
    public String authority() {
        String known = authority;
        if (known == null) {
            // The target of CONNECT names a port, whichever it is (RFC 9112 §3.2.3).
            known = isConnect(request) ? received().toLowerCase(Locale.ROOT) : Authority.normal(received(), scheme());
            authority = known;
        }
        return known;
    }

    /** The target's own authority comes before Host (RFC 9112 §3.2.2). */
    private String received() {
        if (targetAuthority != null) {
            return targetAuthority;
        }
        return peer.isHttp2() ? hostAndPort(request.authority()) : fields.get(FieldNames.HOST, "");
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public Fields fields() {
        return fields;
    }

    @Override
    public String protocol() {
        HttpVersion version = request.version();
        if (version == HttpVersion.HTTP_2) {
            return "HTTP/2";
        }
        return version == HttpVersion.HTTP_1_0 ? "HTTP/1.0" : "HTTP/1.1";
    }

    @Override
    public String remoteAddress() {
        return peer.remoteAddress();
    }
}
