package dev.weir.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Each example, started as its reader would, answers as it says, and logs no warning. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ExamplesIT {

    private interface Check {
        void on(String url) throws Exception;
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final Map<String, Check> EXAMPLES = Map.ofEntries(
            Map.entry("HelloAtOnce", url -> says(url + "/hello/reader", "hello reader\n")),
            Map.entry("HelloCallback", url -> says(url + "/later", "hello, 50 ms later\n")),
            Map.entry("HelloFuture", url -> says(url + "/relayed", "relayed: hello from the other server\n")),
            Map.entry("HelloVirtualThread", url -> says(url + "/report", "hello from a virtual thread\n")),
            Map.entry("HelloBlocking", url -> says(url + "/slow", "hello from a worker thread\n")),
            Map.entry("JsonApi", ExamplesIT::keepsNotes),
            Map.entry("Headline", url -> {
                says(url + "/headline", "headline number 1\n");
                assertThat(get(url + "/headline").headers().firstValue("cache-status"))
                        .isPresent();
            }),
            Map.entry("GuestBook", url -> {
                says(url + "/", "nobody yet\n");
                says(url + "/", "nobody yet\n");
                assertThat(get(url + "/").headers().firstValue("age")).isPresent();
                CLIENT.send(
                        HttpRequest.newBuilder(URI.create(url + "/names"))
                                .POST(BodyPublishers.ofString("ada"))
                                .build(),
                        BodyHandlers.ofString());
                says(url + "/", "ada\n");
            }),
            Map.entry("RuledService", url -> {
                says(url + "/page", "made for request number 1\n");
                says(url + "/page", "made for request number 1\n");
                says(url + "/live/page", "made for request number 2\n");
                says(url + "/live/page", "made for request number 3\n");
                assertThat(get(url + "/missing").statusCode()).isEqualTo(404);
                assertThat(get(url + "/missing").headers().firstValue("cache-status"))
                        .hasValueSatisfying(status -> assertThat(status).startsWith("Weir;hit;"));
            }),
            Map.entry("Shop", url -> {
                says(url + "/products/1", "a red lamp\n");
                says(url + "/products", "{\"1\":\"a red lamp\",\"2\":\"a chair\"}");
                assertThat(get(url + "/products").headers().firstValue("age")).isPresent();
                CLIENT.send(
                        HttpRequest.newBuilder(URI.create(url + "/products/1"))
                                .PUT(BodyPublishers.ofString("a green lamp"))
                                .build(),
                        BodyHandlers.ofString());
                says(url + "/products/1", "a green lamp\n");
                says(url + "/products", "{\"1\":\"a green lamp\",\"2\":\"a chair\"}");
                says(url + "/products/2", "a chair\n");
            }),
            Map.entry("TomcatBehindWeir", url -> {
                says(url + "/", "a page from Tomcat\n");
                assertThat(get(url + "/").headers().firstValue("age")).isPresent();
            }),
            Map.entry("VertxWebBridge", url -> {
                says(url + "/old/page", "from a vertx-web router\n");
                says(url + "/old/cached", "cached by Weir\n");
                assertThat(get(url + "/old/cached").headers().firstValue("age")).isPresent();
            }),
            Map.entry("ServerSentEvents", url -> {
                HttpResponse<Stream<String>> events = CLIENT.send(request(url + "/time"), BodyHandlers.ofLines());
                assertThat(events.body()
                                .filter(line -> line.startsWith("data: "))
                                .findFirst())
                        .isPresent();
            }),
            Map.entry("LivePrices", ExamplesIT::tellsAllTheSamePrices),
            Map.entry("WebSocketChat", ExamplesIT::repeatsWhatIsSaid),
            Map.entry("ServiceDirectly", url -> {
                says(url + "/", "a service online\n");
                says(url + "/ready", "ready");
            }),
            Map.entry("ServiceBehindWebServer", url -> says(url + "/", "http://127.0.0.1:" + port(url) + "\n")),
            Map.entry("ServiceBehindProxy", url -> says(url + "/", "a page that may be kept for ten seconds\n")),
            Map.entry("WeirBeforeWeir", url -> {
                says(url + "/", "a page from the Weir behind\n");
                assertThat(get(url + "/").headers().firstValue("age")).isPresent();
            }));

    /** What is not bundled in the program, so that the source launcher does not find it. */
    private static final Set<String> NOT_BY_THE_JAR_ALONE = Set.of("TomcatBehindWeir");

    @TestFactory
    Stream<DynamicTest> everyExampleAnswers() {
        return EXAMPLES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> tryOut(entry.getKey(), entry.getValue())));
    }

    private static void tryOut(String name, Check check) throws Exception {
        try (Child example = Child.start(command(name))) {
            if (name.equals("HelloVirtualThread") && Runtime.version().feature() < 21) {
                assertThat(example.exit()).isEqualTo(2);
                assertThat(example.err()).singleElement().asString().contains("needs Java 21");
                return;
            }
            check.on(example.url());
            example.terminate();
            example.exit();
            assertThat(example.err()).noneMatch(line -> line.matches(".*(WARN|ERROR|SEVERE|Exception).*"));
        }
    }

    @Test
    void everyExampleIsTried() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".java", ""))
                            .collect(Collectors.toSet()))
                    .isEqualTo(EXAMPLES.keySet());
        }
    }

    /** As the README says; its log tells of nothing below a warning. */
    private static List<String> command(String name) {
        String log = "-Dlogback.configurationFile=logback-example.xml";
        // Newer Javas warn of Netty's native part unless told; the program's own manifest tells them for java -jar.
        String natives = Runtime.version().feature() < 24 ? "-Xshare:auto" : "--enable-native-access=ALL-UNNAMED";
        if (NOT_BY_THE_JAR_ALONE.contains(name)) {
            String its = "-Djava.util.logging.config.file=src/test/resources/logging-example.properties";
            return List.of(Child.java(), log, its, natives, "-cp", System.getProperty("java.class.path"), name, "0");
        }
        String classes = Child.jar() + System.getProperty("path.separator") + "src/test/resources";
        return List.of(Child.java(), log, natives, "-cp", classes, "examples/" + name + ".java", "0");
    }

    private static void keepsNotes(String url) throws Exception {
        HttpResponse<String> made = note(url, "{\"text\":\"water the plants\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        String note = url + made.headers().firstValue("location").orElseThrow();
        says(note, "{\"text\":\"water the plants\"}");
        String again = url
                + note(url, "{\"text\":\"water the plants\"}")
                        .headers()
                        .firstValue("location")
                        .orElseThrow();
        HttpResponse<String> gone =
                CLIENT.send(HttpRequest.newBuilder(URI.create(again)).DELETE().build(), BodyHandlers.ofString());
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(get(again).statusCode()).isEqualTo(404);
        says(note, "{\"text\":\"water the plants\"}");
        assertThat(note(url, "{}").statusCode()).isEqualTo(400);
        assertThat(note(url, "no json").statusCode()).isEqualTo(400);
        assertThat(get(url + "/notes/abc").statusCode()).isEqualTo(404);
        assertThat(get(url + "/notes/77").statusCode()).isEqualTo(404);
        assertThat(get(url + "/nowhere").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> note(String url, String json) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + "/notes"))
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void tellsAllTheSamePrices(String url) throws Exception {
        Tools.need("curl");
        List<String> curl = List.of("curl", "--silent", "--no-buffer", "--max-time", "60", url + "/prices");
        Process first = new ProcessBuilder(curl).start();
        try (BufferedReader early = first.inputReader()) {
            assertThat(nextPrice(early)).startsWith("data: run 1, price 1: ");
            Process second = new ProcessBuilder(curl).start();
            try (BufferedReader late = second.inputReader()) {
                List<String> heard = List.of(nextPrice(late), nextPrice(late), nextPrice(late));
                assertThat(heard.get(0)).startsWith("data: run 1, ").doesNotContain("price 1:");
                String same = nextPrice(early);
                while (!same.equals(heard.get(0))) {
                    same = nextPrice(early);
                }
                assertThat(List.of(same, nextPrice(early), nextPrice(early))).isEqualTo(heard);
            } finally {
                second.destroy();
            }
            says(url + "/runs", "1\n");
        } finally {
            first.destroy();
        }
        assertThat(get(url + "/").body()).contains("new EventSource('/prices')");
    }

    private static String nextPrice(BufferedReader events) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("data: ")) {
                return line;
            }
        }
        throw new IOException("the stream of prices has ended");
    }

    private static void repeatsWhatIsSaid(String url) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        WebSocket socket = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(url.replace("http://", "ws://") + "/chat"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
                        heard.complete(text.toString());
                        return CompletableFuture.completedFuture(text);
                    }
                })
                .get(30, TimeUnit.SECONDS);
        socket.sendText("hello", true).get(30, TimeUnit.SECONDS);
        assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo("hello");
        socket.abort();
    }

    private static int port(String url) {
        return URI.create(url).getPort();
    }

    private static void says(String url, String text) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(url);
        assertThat(answer.body()).as(url).isEqualTo(text);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return CLIENT.send(request(url), BodyHandlers.ofString());
    }

    private static HttpRequest request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).build();
    }
}
