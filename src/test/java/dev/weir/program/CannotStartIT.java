package dev.weir.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot start says why in one line on stderr, and ends with status 2. */
@Timeout(120)
class CannotStartIT {

    private static final String[] PROXY = {"proxy", "--origin", "http://127.0.0.1:9", "--listen", "127.0.0.1:0"};

    @Test
    void aPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertRefused("port is in use", "proxy", "--origin", "http://127.0.0.1:9", "--listen", address);
            assertRefused("port is in use", "demo", "--listen", address);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--orgin http://127.0.0.1:9        | there is no --orgin; did you mean --origin?",
                "--memory 1g                       | --origin is missing",
                "--origin localhost                | neither http:// nor https://",
                "--origin http://127.0.0.1:9 --x   | there is no --x",
                "--origin http://127.0.0.1:9 --memory 3 | not a size",
                "--origin http://127.0.0.1:9 --memory 3g | does not fit",
                "--origin http://127.0.0.1:9 --listen 192.0.2.1:0 | is not an address of this machine",
                "--origin http://127.0.0.1:9 --listen nowhere.invalid:0 | is not an address of this machine",
            })
    void aWrongFlag(String flags, String said) throws Exception {
        assertRefused(
                said,
                Stream.concat(Stream.of("proxy"), Stream.of(flags.trim().split(" ")))
                        .toArray(String[]::new));
    }

    @Test
    void aCertificateThatCannotBeRead(@TempDir Path directory) throws Exception {
        Path good = Certificates.ONE.certificate();
        Path key = Certificates.ONE.key();
        Path garbage = Files.writeString(
                directory.resolve("garbage.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        Path none = directory.resolve("none");
        assertRefused("certificate " + none + " is not a file", with("--tls-cert", none, "--tls-key", key));
        assertRefused("key " + none + " is not a file", with("--tls-cert", good, "--tls-key", none));
        assertRefused("is not a PEM file with a certificate", with("--tls-cert", key, "--tls-key", key));
        assertRefused("is not a PEM file with a private key", with("--tls-cert", good, "--tls-key", good));
        assertRefused("is damaged, or is not that of the certificate", with("--tls-cert", good, "--tls-key", garbage));
    }

    private static String[] with(Object... more) {
        return Stream.concat(Stream.of(PROXY), Stream.of(more).map(Object::toString))
                .toArray(String[]::new);
    }

    private static void assertRefused(String said, String... args) throws IOException, InterruptedException {
        try (Child weir = Child.weir(args)) {
            int status = weir.exit();
            List<String> err = weir.err();
            assertThat(err).as("%s", List.of(args)).singleElement().asString().contains(said);
            assertThat(status).isEqualTo(2);
            assertThat(weir.out()).isEmpty();
        }
    }
}
