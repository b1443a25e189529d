package dev.weir.origin;

import dev.weir.http.Time;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;

/**
 * What the calls to one origin server share.
 *
 * @param via this proxy's line in responses, for those received in HTTP/1.1; {@code viaOfOldVersion} in HTTP/1.0
 */
record Forwarder(
        HttpClientAgent client,
        HttpConnectOptions target,
        OriginTimeouts timeouts,
        Pool pool,
        OutboundHead head,
        OriginLog log,
        Time time,
        String via,
        String viaOfOldVersion) {

    Future<HttpClientConnection> connect() {
        try {
            return client.connect(target);
        } catch (IllegalStateException closed) {
            return Future.failedFuture(closed);
        }
    }
}
