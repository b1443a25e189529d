package dev.weir.origin;

import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.Locale;

/** Where an origin server is: a scheme, a host and a port, and nothing else. */
record Target(boolean tls, String host, int port, String authority) {

    static Target of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if ((!tls && !scheme.equals("http")) || uri.getHost() == null) {
            throw new IllegalArgumentException("not an origin, such as http://127.0.0.1:9000: '" + uri + "'");
        }
        boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (more || (!path.isEmpty() && !path.equals("/"))) {
            throw new IllegalArgumentException("an origin has a scheme, a host and a port only: '" + uri + "'");
        }
        int usual = tls ? 443 : 80;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        String named = uri.getHost().toLowerCase(Locale.ROOT);
        String host = named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
        return new Target(tls, host, port, port == usual ? named : named + ":" + port);
    }

    HttpConnectOptions connectOptions() {
        return new HttpConnectOptions()
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setProtocolVersion(HttpVersion.HTTP_1_1);
    }
}
