package dev.weir.support;

import dev.weir.server.ServerSettings;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The two versions of HTTP that are served, each with a client of others; what holds in one is shown in the other. */
public enum Protocol {
    HTTP_1_1,
    HTTP_2;

    /** Any port of this machine: in clear for HTTP/1.1, secured for HTTP/2, which is not to be had otherwise. */
    public ServerSettings settings() {
        ServerSettings settings = ServerSettings.onPort(0);
        return this == HTTP_2 ? settings.withTls(Certificates.ONE) : settings;
    }

    /** A client that speaks this version, and believes the certificate. */
    public HttpClient client() throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.valueOf(name()))
                .sslContext(believing())
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    private static SSLContext believing() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(Certificates.ONE.certificate())) {
            trusted.setCertificateEntry(
                    "weir", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
