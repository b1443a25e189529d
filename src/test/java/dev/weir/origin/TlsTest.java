package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import dev.weir.support.ScriptedOrigin;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An https origin is believed only if its certificate is trusted and names it. */
class TlsTest extends OriginTestCase {
    private static final String PASSWORD = "changeit";

    @Test
    void theCertificateMustBeTrustedAndNameTheHost(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("store.p12");
        makeCertificateForLocalhost(store);
        ClientSSLOptions trusting = new ClientSSLOptions()
                .setTrustOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));
        try (ScriptedOrigin secure = new ScriptedOrigin(listen(store))) {
            // Both at once, so that one's settings would show in the other's connections if they were shared.
            Origin named = Origin.of(
                    vertx,
                    URI.create("https://localhost:" + secure.port()),
                    settings().with(trusting));
            Origin misnamed = Origin.of(
                    vertx,
                    URI.create("https://127.0.0.1:" + secure.port()),
                    settings().with(trusting));
            Origin untrusted = Origin.of(vertx, URI.create("https://localhost:" + secure.port()), settings());
            try (RawClient client = new RawClient(serve(named))) {
                client.send("GET /in HTTP/1.1\r\nHost: a\r\n\r\n");
                RawPeer peer = secure.accept();
                assertThat(peer.readHead()).startsWith("GET /in ").containsIgnoringCase("host: localhost:");
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
                assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ");
            }
            for (Origin wrong : new Origin[] {misnamed, untrusted}) {
                try (RawClient client = new RawClient(serve(wrong))) {
                    client.send("GET /out HTTP/1.1\r\nHost: a\r\n\r\n");
                    // The handshake needs somebody at the other end.
                    RawPeer peer = secure.accept();
                    peer.awaitClose();
                    assertThat(client.readResponse())
                            .startsWith("HTTP/1.1 502 ")
                            .contains("certificate");
                }
            }
        }
    }

    @Test
    void aConnectionThatStandsTooLateIsKeptForNoLongerThanAnIdleOne(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("store.p12");
        makeCertificateForLocalhost(store);
        ClientSSLOptions trusting = new ClientSSLOptions()
                .setTrustOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));
        Origin late = Origin.of(
                vertx,
                URI.create("https://localhost:" + server.port()),
                settings()
                        .with(trusting)
                        .with(new OriginTimeouts(SHORT, LONG, LONG))
                        .with(new OriginLimits(1, 0, SHORT)));
        try (RawClient client = new RawClient(serve(late))) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Socket plain = server.accept().socket();
            assertThat(client.readResponse()).startsWith("HTTP/1.1 504 ");
            try (SSLSocket secure =
                    (SSLSocket) context(store).getSocketFactory().createSocket(plain, null, true)) {
                secure.setUseClientMode(false);
                secure.startHandshake();
                assertThat(secure.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    private static void makeCertificateForLocalhost(Path store) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "weir",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static ServerSocket listen(Path store) throws Exception {
        return context(store).getServerSocketFactory().createServerSocket(0, 100, InetAddress.getByName("localhost"));
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
