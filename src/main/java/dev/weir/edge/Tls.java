package dev.weir.edge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The files that TLS needs, both PEM. TLS is 1.2 or 1.3, and its clients get HTTP/2 where they offer it (ALPN).
 *
 * @param certificate the server's certificate, followed by those that lead from it to a root that clients trust
 * @param key its private key, not encrypted
 */
public record Tls(Path certificate, Path key) {

    /** Reads both files off the event loop; fails with a {@link TlsException} if they cannot serve. */
    public static Future<Void> check(Vertx vertx, Optional<Tls> tls) {
        return tls.isEmpty()
                ? Future.succeededFuture()
                : vertx.executeBlocking(() -> {
                    TlsFiles.check(vertx, tls.get());
                    return null;
                });
    }

    PemKeyCertOptions files() {
        return new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString());
    }

    /** What Vert.x is told of these files. */
    public ServerSSLOptions options(ConnectionLimits limits) {
        return new ServerSSLOptions()
                .setKeyCertOptions(files())
                .setUseAlpn(true)
                .setApplicationLayerProtocols(List.of("h2", "http/1.1", "http/1.0"))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setSslHandshakeTimeout(limits.handshake().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
