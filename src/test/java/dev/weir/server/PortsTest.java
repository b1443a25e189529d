package dev.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.Await;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.shareddata.LocalMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All instances of one server share one port and spread over the event loops. */
class PortsTest {
    /** With loops for all instances, however few cores there are. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(8));

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    @Test
    void portZeroIsOnePortForAllInstancesAndAnotherForAnotherServer() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        HttpHandler handler = request -> {
            threads.add(Thread.currentThread().getName());
            return HttpHandler.ok(Response.text("x"));
        };
        RunningServer server = Await.of(Weir.serve(vertx, ServerSettings.onPort(0), 3, handler));
        RunningServer other = Await.of(Weir.serve(vertx, ServerSettings.onPort(0), 3, handler));
        assertThat(server.port()).isPositive().isNotEqualTo(other.port());
        for (int i = 0; i < 3; i++) {
            get(server.port());
        }
        assertThat(threads).hasSize(3);
    }

    @Test
    void aServerThatIsUndeployedLeavesNothingBehind() throws Exception {
        HttpHandler handler = request -> HttpHandler.ok(Response.text("x"));
        Await.of(Weir.serve(vertx, ServerSettings.onPort(0), 3, handler).compose(RunningServer::drain));
        LocalMap<String, Object> shared = vertx.sharedData().getLocalMap(Ports.class.getName());
        assertThat(shared.keySet()).containsExactly(""); // the counter
    }

    @Test
    void aPortInUseFailsTheStart() throws Exception {
        HttpHandler handler = request -> HttpHandler.ok(Response.text("x"));
        RunningServer server = Await.of(Weir.serve(vertx, 0, handler));
        Vertx another = Vertx.vertx();
        try {
            assertThat(another.deployVerticle(new Hello(server.port())).toCompletionStage())
                    .failsWithin(java.time.Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(IOException.class);
        } finally {
            Await.of(another.close());
        }
    }

    @Test
    void aDeploymentOffTheEventLoopIsRefusedWithWhatToDoInstead() {
        DeploymentOptions worker = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
        assertThat(vertx.deployVerticle(new Hello(0), worker).toCompletionStage())
                .failsWithin(java.time.Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("HttpHandler.blocking");
    }

    private static void get(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200");
        }
    }

    private static final class Hello extends HttpVerticle {
        private final int port;

        Hello(int port) {
            this.port = port;
        }

        @Override
        protected HttpHandler handler() {
            return request -> HttpHandler.ok(Response.text("hello"));
        }

        @Override
        protected ServerSettings settings() {
            return ServerSettings.onPort(port);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8080",
        "0.0.0.0, http://127.0.0.1:8080",
        "::, http://localhost:8080",
        "::1, http://[::1]:8080",
    })
    void theUrlIsOneThatABrowserOnThisMachineCanUse(String host, String url) {
        ServerSettings settings = ServerSettings.on(new Listen(host, 0));
        assertThat(new RunningServer(vertx, "any", settings, 8080).url()).isEqualTo(url);
    }
}
