package dev.weir.edge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The files that TLS needs, both PEM. TLS is 1.2 or 1.3, and its clients get HTTP/2 where they offer it (ALPN).
 *
 * @param certificate the server's certificate, followed by those that lead from it to a root that clients trust
 * @param key its private key, not encrypted
 */
public record Tls(Path certificate, Path key) {

    /**
     * Reads both files off the event loop; fails with a {@link TlsException} if they cannot serve.
     *
     * @return what TLS is done by then: BoringSSL where its library is on the class path and loads, else Java
     */
    public Future<SSLEngineOptions> check(Vertx vertx) {
        return vertx.executeBlocking(() -> {
            TlsFiles.check(vertx, this);
            return engine();
        });
    }

    /** For the same bytes, BoringSSL takes half of the time that Java does. Blocks: may load it. */
    private static SSLEngineOptions engine() {
        return OpenSSLEngineOptions.isAvailable() && OpenSSLEngineOptions.isAlpnAvailable()
                ? new OpenSSLEngineOptions()
                : new JdkSSLEngineOptions();
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
