package dev.weir.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code weir proxy}, from its first line to its exit status. */
@Timeout(120)
class ProxyIT {
    private static final boolean LINUX_X86 = System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");

    @Test
    void itSaysOneLineWhenItIsReadyAndServesFromTheCache() throws Exception {
        try (TestOrigin origin = new TestOrigin(0);
                Child weir = Child.weir("proxy", "--origin", origin.url(), "--listen", "127.0.0.1:0")) {
            String url = weir.url();
            HttpResponse<String> first = get(url + "/page?a=b");
            HttpResponse<String> second = get(url + "/page?a=b");

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body()).isEqualTo("path /page?a=b\n");
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.headers().firstValue("cache-status"))
                    .hasValueSatisfying(status -> assertThat(status).contains("hit"));
            assertThat(second.headers().firstValue("age")).isPresent();
            assertThat(origin.requests()).isEqualTo(1);

            weir.terminate();
            assertThat(weir.exit()).isZero();
            assertThat(weir.out()).containsExactly("listening on " + url);
            assertThat(weir.err()).isEmpty();
        }
    }

    @Test
    void whatTakesLongerThanTheDeadlineIsA504AndALineInTheLog() throws Exception {
        try (TestOrigin origin = new TestOrigin(0);
                Child weir =
                        Child.weir("proxy", "--origin", origin.url(), "--listen", "127.0.0.1:0", "--deadline", "1")) {
            HttpResponse<String> late = get(weir.url() + "/held");
            origin.release.countDown();
            assertThat(late.statusCode()).isEqualTo(504);
            assertThat(late.body()).contains("There was no response in time.");
            weir.terminate();
            assertThat(weir.exit()).isZero();
            assertThat(weir.err()).anyMatch(line -> line.contains("GET /held had no response by its deadline"));
        }
    }

    @Test
    void theAccessLogHasALineForEachRequest() throws Exception {
        try (TestOrigin origin = new TestOrigin(0);
                Child weir = Child.weir(
                        "proxy",
                        "--origin",
                        origin.url(),
                        "--listen",
                        "127.0.0.1:0",
                        "--access-log",
                        "--trust",
                        "127.0.0.0/8")) {
            URI page = URI.create(weir.url() + "/page?token=secret");
            HttpClient client = HttpClient.newHttpClient();
            int requests = 100;
            for (int i = 0; i < requests; i++) {
                client.send(
                        HttpRequest.newBuilder(page)
                                .header("X-Forwarded-For", "203.0.113.7")
                                .build(),
                        BodyHandlers.discarding());
            }
            assertThat(weir.awaitErrors(" access - ", requests))
                    .allMatch(line -> line.contains(" client=203.0.113.7 method=GET ")
                            && line.contains(" path=/page protocol=HTTP/1.1 status=200 ")
                            && line.contains(" cache=\"Weir;"))
                    .noneMatch(line -> line.contains("secret"));
        }
    }

    @Test
    void severalEventLoopsShareOneRealPort() throws Exception {
        try (TestOrigin origin = new TestOrigin(0);
                Child weir = Child.weir(
                        "proxy", "--origin", origin.url(), "--listen", "127.0.0.1:0", "--event-loops", "2")) {
            String url = weir.url();
            assertThat(URI.create(url).getPort()).isPositive();
            for (int connection = 0; connection < 20; connection++) {
                assertThat(get(url + "/" + connection).statusCode()).isEqualTo(200);
            }
            assertThat(weir.out()).hasSize(1);
        }
    }

    @Test
    void whenItIsToldToEndItFinishesWhatIsInFlightAndEndsWithStatusZero() throws Exception {
        try (TestOrigin origin = new TestOrigin(0);
                Child weir = Child.weir("proxy", "--origin", origin.url(), "--listen", "127.0.0.1:0")) {
            String url = weir.url();
            CompletableFuture<HttpResponse<String>> inFlight =
                    HttpClient.newHttpClient().sendAsync(request(url + "/held"), BodyHandlers.ofString());
            assertThat(origin.arrived.await(30, TimeUnit.SECONDS)).isTrue();

            weir.terminate();
            awaitRefusal(url);
            assertThat(inFlight).isNotDone();
            origin.release.countDown();

            assertThat(inFlight.get(30, TimeUnit.SECONDS).body()).isEqualTo("path /held\n");
            assertThat(weir.exit()).isZero();
        }
    }

    @Test
    void readinessSaysFirstThatItEnds() throws Exception {
        String[] options = {"--ready", "/ready", "--drain-pause", "3600", "--drain-limit", "0"};
        try (TestOrigin origin = new TestOrigin(0);
                Child weir = Child.weir(Stream.concat(
                                Stream.of("proxy", "--origin", origin.url(), "--listen", "127.0.0.1:0"),
                                Stream.of(options))
                        .toArray(String[]::new))) {
            String url = weir.url();
            assertThat(get(url + "/ready").statusCode()).isEqualTo(200);
            assertThat(origin.requests()).isZero();
            weir.terminate();
            HttpResponse<String> ready = get(url + "/ready");
            for (int i = 0; i < 10_000 && ready.statusCode() == 200; i++) {
                ready = get(url + "/ready");
            }
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(get(url + "/page").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsStoredIsServedCompressedWhereThatIsAskedFor() throws Exception {
        Tools.need("curl");
        try (TestOrigin origin = new TestOrigin(0);
                Child plain = Child.weir("proxy", "--origin", origin.url(), "--listen", "127.0.0.1:0");
                Child weir = Child.weir("proxy", "--origin", origin.url(), "--listen", "127.0.0.1:0", "--compress")) {
            String[] codings = LINUX_X86 ? new String[] {"br", "gzip"} : new String[] {"gzip"};
            for (String coding : codings) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(weir.url() + "/text"))
                        .header("Accept-Encoding", coding)
                        .build();
                // It is made by a worker; each request that finds it as it came takes a while itself.
                Optional<String> served = Optional.empty();
                for (int i = 0; i < 10_000 && served.isEmpty(); i++) {
                    served = HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .headers()
                            .firstValue("Content-Encoding");
                }
                assertThat(served).contains(coding);
            }
            byte[] read = Tools.curl("--compressed", weir.url() + "/text");
            assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(TestOrigin.TEXT);
            byte[] bytes = Tools.curl("-H", "Accept-Encoding: gzip, br", weir.url() + "/text");
            assertThat(bytes).hasSizeLessThan(TestOrigin.TEXT.length() / 10);
            assertThat(origin.requests()).isEqualTo(1);

            for (int i = 0; i < 3; i++) {
                byte[] asItCame = Tools.curl("-H", "Accept-Encoding: gzip, br", plain.url() + "/text");
                assertThat(asItCame).hasSize(TestOrigin.TEXT.length());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.0/8, https for 203.0.113.7", "10.0.0.0/8, http for 127.0.0.1"})
    void aBalancerInATrustedNetworkIsBelieved(String trusted, String told) throws Exception {
        try (TestOrigin origin = new TestOrigin(0);
                Child weir = Child.weir(
                        "proxy", "--origin", origin.url(), "--listen", "127.0.0.1:0", "--trust", "::1," + trusted)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(weir.url() + "/told"))
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-For", "203.0.113.7")
                    .build();
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("X-Told")).contains(told);
        }
    }

    @Test
    void anOriginThatIsDownIsAWarningAnd502UntilItIsUp() throws Exception {
        int port = freePort();
        try (Child weir = Child.weir("proxy", "--origin", "http://127.0.0.1:" + port, "--listen", "127.0.0.1:0")) {
            String url = weir.url();
            assertThat(weir.awaitError("WARN")).contains("http://127.0.0.1:" + port, "502");
            assertThat(get(url + "/").statusCode()).isEqualTo(502);

            try (TestOrigin origin = new TestOrigin(port)) {
                assertThat(get(url + "/").statusCode()).isEqualTo(200);
                assertThat(origin.requests()).isEqualTo(1);
            }
        }
    }

    /**
     * Waits until nobody listens any more; each try is a connection, so this spins no faster than the system answers.
     * What the system had taken on before is broken off, in one way or another.
     */
    private static void awaitRefusal(String url) throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            try {
                get(url + "/new");
            } catch (ConnectException e) {
                return;
            } catch (IOException brokenOff) {
                // not yet the answer: the next try tells
            }
        }
        throw new AssertionError("it listens still");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(url), BodyHandlers.ofString());
    }

    private static HttpRequest request(String url) {
        // As Java's client does it by itself: with an offer of HTTP/2 over cleartext, which changes nothing.
        return HttpRequest.newBuilder(URI.create(url)).build();
    }
}
