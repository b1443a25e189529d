package dev.weir.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Chromium with one page open, driven by its DevTools protocol: keys go in, what the page's script says comes out. */
final class Browser implements AutoCloseable {
    private static final int LOOKS = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Child process;
    private final WebSocket page;
    private int serial;

    private Browser(Child process) throws IOException, InterruptedException {
        this.process = process;
        String said = process.awaitError("DevTools listening on ");
        int port = URI.create(said.substring(said.indexOf("ws://"))).getPort();
        this.page = client.newWebSocketBuilder()
                .buildAsync(pageOf(port), new Messages())
                .join();
    }

    /** Opens {@code url} in a window of its own. */
    static Browser open(Path profile, String url) throws IOException, InterruptedException {
        Child process = Child.start(
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
                "--remote-debugging-port=0",
                url);
        try {
            return new Browser(process);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    private URI pageOf(int port) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        for (int i = 0; i < LOOKS; i++) {
            for (JsonNode target :
                    json.readTree(client.send(list, BodyHandlers.ofString()).body())) {
                if (target.get("type").asText().equals("page")) {
                    return URI.create(target.get("webSocketDebuggerUrl").asText());
                }
            }
            TimeUnit.MILLISECONDS.sleep(100); // nothing tells when it is there
        }
        throw new AssertionError("the browser opens no page: " + process.err());
    }

    /** Calls a method of the protocol; gives its result. */
    JsonNode call(String method, Map<String, ?> params) throws IOException, InterruptedException {
        int id = ++serial;
        page.sendText(json.writeValueAsString(Map.of("id", id, "method", method, "params", params)), true)
                .join();
        while (true) {
            String answer = answers.poll(60, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("the browser does not answer to " + method);
            }
            JsonNode message = json.readTree(answer);
            if (message.path("id").asInt() == id) {
                return message.path("result");
            }
        }
    }

    /** What an expression of JavaScript comes to on the page, as text. */
    String text(String expression) throws IOException, InterruptedException {
        return call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"))
                .path("result")
                .path("value")
                .asText();
    }

    /** The text's colour on the ground's, for somebody who prefers {@code scheme}. */
    String colours(String scheme) throws IOException, InterruptedException {
        Map<String, String> preference = Map.of("name", "prefers-color-scheme", "value", scheme);
        JsonNode set = call("Emulation.setEmulatedMedia", Map.of("features", List.of(preference)));
        assertThat(set.isObject()).isTrue();
        return text("getComputedStyle(document.body).color + ' on ' + getComputedStyle(document.body).backgroundColor");
    }

    /** Looks until the expression is true. */
    void await(String expression) throws IOException, InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            if (text(expression).equals("true")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100); // as the page does
        }
        throw new AssertionError("never true: " + expression + " on " + text("document.body.innerText"));
    }

    /** Presses and releases a key. */
    void press(Key key) throws IOException, InterruptedException {
        String name = key.name;
        Map<String, Object> event = Map.of("key", name, "code", name, "windowsVirtualKeyCode", key.code);
        JsonNode down = call("Input.dispatchKeyEvent", and(event, Map.of("type", "keyDown", "text", key.text)));
        JsonNode up = call("Input.dispatchKeyEvent", and(event, Map.of("type", "keyUp")));
        assertThat(List.of(down, up)).allMatch(JsonNode::isObject);
    }

    private static Map<String, Object> and(Map<String, Object> these, Map<String, Object> those) {
        Map<String, Object> all = new HashMap<>(these);
        all.putAll(those);
        return all;
    }

    /** A key of a keyboard. */
    enum Key {
        TAB("Tab", 9, ""),
        ENTER("Enter", 13, "\r"),
        LEFT("ArrowLeft", 37, "");

        private final String name;
        private final int code;
        private final String text;

        Key(String name, int code, String text) {
            this.name = name;
            this.code = code;
            this.text = text;
        }
    }

    @Override
    public void close() {
        page.abort();
        process.close();
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        @SuppressWarnings("NullAway") // null says that the part has been taken
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                answers.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
