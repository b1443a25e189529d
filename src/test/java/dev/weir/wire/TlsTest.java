package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.edge.Tls;
import dev.weir.edge.TlsException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.server.ServerSettings;
import dev.weir.support.Certificates;
import dev.weir.support.Fixture;
import dev.weir.support.RawHttp2;
import dev.weir.support.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS from PEM files: who gets which protocol, and what is said of files that cannot serve. */
class TlsTest {
    private static final HttpHandler PROTOCOL =
            request -> HttpHandler.ok(Response.text(request.scheme() + " " + request.protocol()));

    @TempDir
    Path directory;

    private static Fixture serving(Path certificate, Path key) throws Exception {
        ServerSettings settings = ServerSettings.onPort(0).withTls(new Tls(certificate, key));
        return Fixture.serving(Transport.EPOLL, settings, PROTOCOL);
    }

    private static Fixture serving() throws Exception {
        return serving(Certificates.ONE.certificate(), Certificates.ONE.key());
    }

    private static String fetch(Fixture fixture, HttpClient.Version version) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(RawHttp2.trusting())
                .version(version)
                .build();
        URI uri = URI.create("https://localhost:" + fixture.server.port() + "/");
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void clientsGetTheBestProtocolTheyOffer() throws Exception {
        try (Fixture fixture = serving()) {
            assertThat(fixture.server.url()).startsWith("https://");
            assertThat(fetch(fixture, HttpClient.Version.HTTP_2)).isEqualTo("https HTTP/2");
            assertThat(fetch(fixture, HttpClient.Version.HTTP_1_1)).isEqualTo("https HTTP/1.1");
        }
    }

    @Test
    void keysOfRsaServeAsWell() throws Exception {
        try (Fixture fixture = serving(Certificates.OTHER.certificate(), Certificates.OTHER.key())) {
            assertThat(fetch(fixture, HttpClient.Version.HTTP_2)).isEqualTo("https HTTP/2");
        }
    }

    @Test
    void boringSslDoesItWhereItIsThere() throws Exception {
        Class<?> expected = Boolean.getBoolean("io.netty.handler.ssl.noOpenSsl")
                ? JdkSSLEngineOptions.class
                : OpenSSLEngineOptions.class;
        assertThat(engine(Certificates.ONE)).isInstanceOf(expected);
        assertThat(engine(Certificates.OTHER)).isInstanceOf(expected);
    }

    private static SSLEngineOptions engine(Tls tls) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return tls.check(vertx).toCompletionStage().toCompletableFuture().get();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    @Test
    void protocolsOfThePastAreRefused() throws Exception {
        try (Fixture fixture = serving();
                SSLSocket socket = (SSLSocket)
                        RawHttp2.trusting().getSocketFactory().createSocket("127.0.0.1", fixture.server.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aRefusalArrivesOverTlsToo() throws Exception {
        try (Fixture fixture = serving();
                SSLSocket socket = (SSLSocket)
                        RawHttp2.trusting().getSocketFactory().createSocket("127.0.0.1", fixture.server.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\nmore".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Host is missing.");
        }
    }

    @Test
    void filesThatCannotServeAreNamedWithWhatIsWrong() throws Exception {
        Path certificate = Certificates.ONE.certificate();
        Path key = Certificates.ONE.key();
        Path nothing = directory.resolve("missing.pem");
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");
        Path encrypted = Files.writeString(
                directory.resolve("encrypted.pem"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        refused(nothing, key, "missing.pem is not a file");
        refused(certificate, nothing, "missing.pem is not a file");
        refused(nonsense, key, "nonsense.pem is not a PEM file with a certificate");
        refused(certificate, nonsense, "nonsense.pem is not a PEM file with a private key");
        refused(certificate, encrypted, "encrypted.pem is encrypted");
        refused(Certificates.OTHER.certificate(), key, "is not that of the certificate in");
        refused(certificate, Certificates.OTHER.key(), "is not that of the certificate in");
    }

    private static void refused(Path certificate, Path key, String message) {
        assertThatThrownBy(() -> serving(certificate, key))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(TlsException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
