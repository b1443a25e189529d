package dev.weir.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir explain}, and {@code weir proxy} with a file of rules. */
@Timeout(120)
class ExplainIT {

    @Test
    void itTellsWhatIsStoredAndWhatASecondRequestGets(@TempDir Path directory) throws Exception {
        Path rules = Files.writeString(directory.resolve("weir.yaml"), """
                rules:
                  - name: pages
                    when: {path: /page}
                    ttl: 5m
                """);
        try (TestOrigin origin = new TestOrigin(0)) {
            assertThat(explain("--origin", origin.url(), "/page?a=b"))
                    .contains("The first request, GET " + origin.url() + "/page?a=b: goes to the origin")
                    .contains("  nothing-stored: nothing is stored for the URI (RFC 9111 §4)")
                    .contains("The origin answered 200")
                    .anyMatch(line -> line.equalsIgnoreCase("  Cache-Control: max-age=60"))
                    .contains("A second request, GET " + origin.url() + "/page?a=b: hit")
                    .contains("  fresh: what is stored is fresh (RFC 9111 §4.2)")
                    .anyMatch(line -> line.contains("freshness lifetime 60 s"));
            assertThat(explain("--origin", origin.url(), "--config", rules.toString(), "/page"))
                    .contains("  rule-ttl: a rule says for how long: ttl (rule 'pages', RFC 9111 §4.2.1)")
                    .anyMatch(line -> line.contains("stale in "));
            assertThat(explain("--origin", origin.url(), "--compress", "-H", "Accept-Encoding: gzip", "/text"))
                    .anyMatch(line -> line.startsWith("  coded-later: "));
            assertThat(explain("--origin", origin.url(), "-H", "Host: www.example", "/told"))
                    .contains("The first request, GET http://www.example/told: goes to the origin")
                    .contains("  not stored: response-no-store: the response may not be stored: no-store"
                            + " (RFC 9111 §5.2.2.5)")
                    .contains("A second request, GET http://www.example/told: goes to the origin")
                    .anyMatch(line -> line.startsWith("  uncacheable-lately: "));
        }
    }

    @Test
    void aRequestThatNoServerTakesIsAnErrorAndNoEmptyAnswer() throws Exception {
        try (TestOrigin origin = new TestOrigin(0);
                Child weir = Child.weir("explain", "--origin", origin.url(), "-H", "Host: a b", "/page")) {
            assertThat(weir.exit()).isEqualTo(2);
            assertThat(weir.out()).isEmpty();
            assertThat(weir.err()).anyMatch(line -> line.contains("Host is not a valid host"));
            assertThat(origin.requests()).isZero();
        }
    }

    @Test
    void aProxyObeysAFileOfRules(@TempDir Path directory) throws Exception {
        Path rules = Files.writeString(
                directory.resolve("weir.yaml"),
                "rules:\n  - name: live\n    when: {path: /live/*}\n    bypass: true\n");
        try (TestOrigin origin = new TestOrigin(0);
                Child weir = Child.weir(
                        "proxy", "--origin", origin.url(), "--listen", "127.0.0.1:0", "--config", rules.toString())) {
            String url = weir.url();
            for (int i = 0; i < 2; i++) {
                assertThat(status(url + "/live/page")).isEqualTo("Weir;fwd=bypass;fwd-status=200;detail=\"live\"");
            }
            status(url + "/page");
            assertThat(status(url + "/page")).startsWith("Weir;hit;");
            assertThat(origin.requests()).isEqualTo(3);
        }
    }

    private static String status(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .headers()
                .firstValue("cache-status")
                .orElse("");
    }

    private static List<String> explain(String... args) throws IOException, InterruptedException {
        String[] all = new String[args.length + 1];
        all[0] = "explain";
        System.arraycopy(args, 0, all, 1, args.length);
        try (Child weir = Child.weir(all)) {
            int status = weir.exit();
            assertThat(weir.err()).isEmpty();
            assertThat(status).isZero();
            return weir.out();
        }
    }
}
