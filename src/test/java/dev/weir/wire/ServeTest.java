package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.server.RunningServer;
import dev.weir.support.Await;
import dev.weir.support.RawClient;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServeTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    @Test
    void oneLineServes() throws Exception {
        HttpHandler hello = request -> HttpHandler.ok(Response.text("hello " + request.target()));
        RunningServer server = Await.of(Weir.serve(vertx, 0, hello));
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET /you HTTP/1.1\r\nHost: a\r\n\r\n");
            String response = client.readResponse();
            assertThat(response).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nhello /you");
            assertThat(response).contains("Content-Type: text/plain; charset=utf-8\r\n", "\r\nDate: ");
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(client.readResponse()).endsWith("\r\n\r\nhello /echo");
            client.send("GET /again HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(client.readAll()).endsWith("\r\n\r\nhello /again");
        }
    }
}
