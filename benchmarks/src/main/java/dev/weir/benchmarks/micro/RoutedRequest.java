package dev.weir.benchmarks.micro;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;

/** A request of Vert.x with what a Router looks at, and nothing behind it. */
final class RoutedRequest extends UnusedRequest {
    private static final HostAndPort AUTHORITY = HostAndPort.create("localhost", 8080);

    /** Kept from one use to the next, which spares the router a map that it would have to have made. */
    private final MultiMap params = MultiMap.caseInsensitiveMultiMap();

    private final HttpMethod method;
    private final String path;

    RoutedRequest(HttpMethod method, String path) {
        this.method = method;
        this.path = path;
    }

    @Override
    public HttpMethod method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String uri() {
        return path;
    }

    @Override
    public String query() {
        return null;
    }

    @Override
    public HttpVersion version() {
        return HttpVersion.HTTP_1_1;
    }

    @Override
    public HostAndPort authority() {
        return AUTHORITY;
    }

    @Override
    public MultiMap params(boolean semicolonIsSeparator) {
        return params;
    }

    @Override
    public String getHeader(String name) {
        return null;
    }

    @Override
    public String getHeader(CharSequence name) {
        return null;
    }

    @Override
    public HttpServerRequest routed(String route) {
        return this;
    }
}
