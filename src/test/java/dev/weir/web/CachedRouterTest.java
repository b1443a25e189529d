package dev.weir.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.http.Response;
import dev.weir.server.RunningServer;
import dev.weir.support.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachedRouterTest {
    private final Vertx vertx = Vertx.vertx();
    private final Router router = Router.router(vertx);
    private final WebClient client = WebClient.create(vertx);
    private final Cache cache = Cache.create(vertx, CacheSettings.ofMemory(1 << 20));
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    private void assertOneCallForTwoRequests(int port) throws Exception {
        for (int i = 0; i < 2; i++) {
            HttpResponse<Buffer> response =
                    Await.of(client.get(port, "127.0.0.1", "/headline").send());
            assertThat(response.bodyAsString()).isEqualTo("news 1");
            assertThat(response.getHeader("cache-status")).contains(i == 0 ? "fwd=" : "hit");
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCacheAroundARouterAnswersInItsPlace() throws Exception {
        router.get("/headline")
                .handler(context -> context.response()
                        .putHeader("Cache-Control", "max-age=60")
                        .end("news " + calls.incrementAndGet()));
        RunningServer server = Await.of(Weir.serve(vertx, 0, cache.around(VertxWeb.mount(router))));
        assertOneCallForTwoRequests(server.port());
    }

    @Test
    void aCacheIsOneLineInARouterOfAPlainServer() throws Exception {
        router.get("/headline")
                .handler(VertxWeb.handler(cache.around(request -> Response.text("news " + calls.incrementAndGet())
                        .with("Cache-Control", "max-age=60")
                        .asFuture())));
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        assertOneCallForTwoRequests(Await.of(server.listen(0, "127.0.0.1")).actualPort());
    }

    @Test
    void aRouterInARouterIsCachedAsAWhole() throws Exception {
        Router pages = Router.router(vertx);
        pages.get("/headline")
                .handler(context -> context.response()
                        .putHeader("Cache-Control", "max-age=60")
                        .end("news " + calls.incrementAndGet()));
        router.route("/*").handler(VertxWeb.handler(cache.around(VertxWeb.mount(pages))));
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        assertOneCallForTwoRequests(Await.of(server.listen(0, "127.0.0.1")).actualPort());
    }
}
