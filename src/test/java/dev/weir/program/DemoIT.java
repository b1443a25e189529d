package dev.weir.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo: what it counts, and what a browser makes of its page. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DemoIT {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void manyRequestsBecomeFewAtTheOrigin() throws Exception {
        try (Child demo = Child.weir("demo", "--listen", "127.0.0.1:0")) {
            String url = demo.url();
            assertThat(setRate(url, "30")).isEqualTo(204);
            JsonNode lanes = awaitSeconds(url, 12);
            JsonNode with = lanes.get("with");
            JsonNode without = lanes.get("without");

            assertThat(with.get("answered").asLong()).isGreaterThan(100);
            assertThat(with.get("origin").asLong())
                    .isBetween(1L, with.get("answered").asLong() / 4);
            assertThat(with.get("hits").asLong())
                    .isGreaterThan(with.get("answered").asLong() / 2);
            assertThat(without.get("origin").asLong())
                    .isGreaterThan(with.get("origin").asLong() * 4);
            assertThat(without.get("hits").asLong()).isZero();
            assertThat(without.get("median").asLong()).isGreaterThanOrEqualTo(300_000);

            demo.terminate();
            assertThat(demo.exit()).isZero();
            assertThat(demo.err()).isEmpty();
        }
    }

    @Test
    void theVisitorsRateIsANumberWithinBounds() throws Exception {
        try (Child demo = Child.weir("demo", "--listen", "127.0.0.1:0")) {
            String url = demo.url();
            for (String rate : List.of("0", "100", "300")) {
                assertThat(setRate(url, rate)).isEqualTo(204);
            }
            for (String rate : List.of("301", "-1", "many", "")) {
                assertThat(setRate(url, rate)).isEqualTo(400);
            }
        }
    }

    @Test
    void aBrowserShowsTheFigures(@TempDir Path profile) throws Exception {
        Tools.need("chromium");
        try (Child demo = Child.weir("demo", "--listen", "127.0.0.1:0");
                Child browser = Child.start(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        demo.url())) {
            assertThat(browser.exit()).isZero();
            String page = String.join("\n", browser.out());
            assertThat(page).contains("Running; the figures are means").contains("<code id=\"curl\">curl -i http://");
        }
    }

    private int setRate(String url, String rate) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/demo/rate?per-second=" + rate))
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    /** Watches, as the page does, for that many seconds by the demo's own count. */
    private JsonNode awaitSeconds(String url, int seconds) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/demo/state")).build();
        while (true) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode state = new ObjectMapper().readTree(answer.body());
            if (state.get("second").asInt() >= seconds) {
                return state.get("lanes");
            }
            TimeUnit.MILLISECONDS.sleep(200); // as the page does
        }
    }
}
