package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.CacheSettings;
import dev.weir.fields.FieldLines;
import dev.weir.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainedTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    /** Vert.x closes a client that nobody refers to any more. */
    @Test
    void aCollectionOfGarbageMeanwhileEndsNothing() throws Exception {
        HttpServer origin = Await.of(vertx.createHttpServer()
                .requestHandler(request -> request.response().end("page"))
                .listen(0, "127.0.0.1"));
        URI uri = URI.create("http://127.0.0.1:" + origin.actualPort());
        FieldLines none = FieldLines.builder().build();
        Future<List<String>> explained = new Explained(vertx, uri, "/", none, CacheSettings.ofMemory(1 << 20)).lines();
        while (!explained.isComplete()) {
            System.gc();
        }
        List<String> lines = Await.of(explained);
        assertThat(lines).anyMatch(line -> line.startsWith("A second request"));
    }
}
