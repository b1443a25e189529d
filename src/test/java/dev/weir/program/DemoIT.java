package dev.weir.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo: what it counts, and what a browser makes of its page. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {

    /** Two minutes of them. */
    private static final int WATCHES = 600;

    private static final String RUNNING = "document.getElementById('said')?.textContent.startsWith('Running')";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void manyRequestsBecomeFewAtTheOrigin() throws Exception {
        try (Child demo = Child.weir("demo", "--listen", "127.0.0.1:0")) {
            String url = demo.url();
            assertThat(setRate(url, "30")).isEqualTo(204);
            JsonNode lanes = awaitLanes(url, DemoIT::showFewAtTheOrigin);
            JsonNode without = lanes.get("without");

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

    @Test
    void whereItsPortIsTakenItUsesAnotherAndSaysSo() throws Exception {
        try (AutoCloseable taken = takeTheUsualPort();
                Child demo = Child.weir("demo")) {
            String url = demo.url();
            assertThat(url).startsWith("http://127.0.0.1:").doesNotEndWith(":8080");
            assertThat(demo.awaitError("8080")).endsWith("127.0.0.1:8080 is taken; using another port");
            assertThat(setRate(url, "10")).isEqualTo(204);
            assertThat(taken).isNotNull();
        }
    }

    /** Whoever else has it will do. */
    private static AutoCloseable takeTheUsualPort() throws IOException {
        try {
            return new ServerSocket(8080, 1, InetAddress.getLoopbackAddress());
        } catch (BindException had) {
            return () -> {};
        }
    }

    @Test
    void itSaysThatItIsAPageToOpen() throws Exception {
        try (Child demo = Child.weir("demo", "--listen", "127.0.0.1:0")) {
            assertThat(demo.awaitOut("browser")).contains("page", "open that address");
            assertThat(demo.out().get(0)).startsWith("listening on http://");
        }
    }

    @Test
    void thePageIsDarkForThoseWhoWantItSo(@TempDir Path profile) throws Exception {
        Tools.need("chromium");
        try (Child demo = Child.weir("demo", "--listen", "127.0.0.1:0");
                Browser browser = Browser.open(profile, demo.url())) {
            browser.await(RUNNING);
            assertThat(browser.colours("light")).isEqualTo("rgb(23, 35, 42) on rgb(246, 248, 249)");
            assertThat(browser.colours("dark")).isEqualTo("rgb(230, 238, 242) on rgb(16, 24, 28)");
        }
    }

    @Test
    void thePageIsOperatedByKeyboardAloneAndShowsWhereItIs(@TempDir Path profile) throws Exception {
        Tools.need("chromium");
        try (Child demo = Child.weir("demo", "--listen", "127.0.0.1:0");
                Browser browser = Browser.open(profile, demo.url())) {
            browser.await(RUNNING);
            browser.press(Browser.Key.TAB);
            assertThat(browser.text("document.activeElement.value")).isEqualTo("100");
            assertThat(browser.text("getComputedStyle(document.activeElement.parentElement).outlineStyle"))
                    .isEqualTo("solid");
            browser.press(Browser.Key.LEFT);
            browser.await("document.getElementById('said').textContent === 'Now 10 requests a second, each way.'");

            browser.press(Browser.Key.TAB);
            assertThat(browser.text("document.activeElement.textContent")).isEqualTo("Without the cache");
            browser.press(Browser.Key.TAB);
            assertThat(browser.text("document.activeElement.textContent")).isEqualTo("With the cache");
            assertThat(browser.text("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
            browser.press(Browser.Key.ENTER);
            browser.await("document.querySelector('#tries td').textContent === '/with/page'");
            browser.press(Browser.Key.ENTER);
            browser.await("document.querySelector('#tries td:last-child').textContent.startsWith('Weir;hit')");
        }
    }

    private int setRate(String url, String rate) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/demo/rate?per-second=" + rate))
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    /** What ten seconds come to, once the machine is fast enough to play all visitors. */
    private static boolean showFewAtTheOrigin(JsonNode lanes) {
        JsonNode with = lanes.get("with");
        long answered = with.get("answered").asLong();
        long origin = with.get("origin").asLong();
        return answered > 100
                && origin > 0
                && origin <= answered / 4
                && with.get("hits").asLong() > answered / 2
                && lanes.get("without").get("origin").asLong() > origin * 4;
    }

    /** Watches, as the page does, until the figures are as wanted. */
    private JsonNode awaitLanes(String url, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/demo/state")).build();
        String latest = "";
        for (int i = 0; i < WATCHES; i++) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            latest = answer.body();
            JsonNode state = new ObjectMapper().readTree(latest);
            if (state.get("second").asInt() >= 12 && wanted.test(state.get("lanes"))) {
                return state.get("lanes");
            }
            TimeUnit.MILLISECONDS.sleep(200); // as the page does
        }
        throw new AssertionError("the figures do not come to what is wanted: " + latest);
    }
}
