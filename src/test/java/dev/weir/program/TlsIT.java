package dev.weir.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.Certificates;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code weir proxy} with a certificate, asked by curl. */
@Timeout(120)
class TlsIT {

    @BeforeEach
    void needCurl() {
        Tools.need("curl");
    }

    @ParameterizedTest
    @CsvSource({"--http2, 2", "--http1.1, 1.1"})
    void httpsIsServedInTheVersionThatTheClientWants(String option, String version) throws Exception {
        Path cert = Certificates.ONE.certificate();
        Path key = Certificates.ONE.key();
        try (TestOrigin origin = new TestOrigin(0);
                Child weir = Child.weir(
                        "proxy",
                        "--origin",
                        origin.url(),
                        "--listen",
                        "127.0.0.1:0",
                        "--tls-cert",
                        cert.toString(),
                        "--tls-key",
                        key.toString())) {
            String url = weir.url();
            assertThat(url).startsWith("https://127.0.0.1:");
            String said = new String(
                    Tools.curl(
                            option, "--cacert", cert.toString(), "--write-out", "over %{http_version}", url + "/page"),
                    UTF_8);
            assertThat(said).isEqualTo("path /page\nover " + version);
        }
    }
}
