package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import dev.weir.support.Transport;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Behind a response that announces the close no request is handled, however its content is sent (RFC 9112 §9.6). */
class LastResponseTest {
    private static final int LENGTH = 100_000;

    @TempDir
    private Path folder = Path.of("unset");

    private final Queue<String> handled = new ConcurrentLinkedQueue<>();

    private void assertLast(Transport transport, Body body) throws Exception {
        HttpHandler handler = request -> {
            handled.add(request.path());
            return HttpHandler.ok(Response.of(200, Fields.of("Connection", "close"), body));
        };
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, handler);
                RawClient client = fixture.client()) {
            client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n");
            String all = client.readAll();
            assertThat(all.substring(all.indexOf("\r\n\r\n") + 4)).hasSize((int) body.length());
        }
        assertThat(handled).containsExactly("/first");
    }

    @ParameterizedTest
    @EnumSource
    void atOnce(Transport transport) throws Exception {
        assertLast(transport, Body.of(Buffer.buffer("a small one")));
    }

    @ParameterizedTest
    @EnumSource
    void sliceBySlice(Transport transport) throws Exception {
        assertLast(transport, Body.of(Buffer.buffer(new byte[LENGTH])));
    }

    @ParameterizedTest
    @EnumSource
    void fromAFile(Transport transport) throws Exception {
        Path file = Files.write(folder.resolve("a"), new byte[LENGTH]);
        assertLast(transport, new Body.FileRegion(file, 0, LENGTH));
    }
}
