package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.server.Drain;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import dev.weir.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fill belongs to no deployment. */
class RedeployTest {
    private static final ServerSettings AT_ONCE =
            ServerSettings.onPort(0).withDrain(Drain.defaults().within(Duration.ZERO, Duration.ofSeconds(5)));

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

    @AfterEach
    void stop() throws Exception {
        Await.of(vertx.close());
    }

    private static Future<HttpClientRequest> get(HttpClient client, RunningServer server) {
        return client.request(HttpMethod.GET, server.port(), "127.0.0.1", "/")
                // The same authority for both servers, and so the same key.
                .map(request -> request.authority(HostAndPort.create("a", 80)));
    }

    @Test
    void undeployingTheInstanceThatAFillBeganInHurtsNobody() throws Exception {
        Cache cache = Cache.create(vertx, CacheSettings.ofMemory(1 << 20));
        Promise<Void> asked = Promise.promise();
        Promise<Response> answer = Promise.promise();
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean cancelled = new AtomicBoolean();
        HttpHandler cached = cache.around(request -> {
            calls.incrementAndGet();
            request.onCancel(cause -> cancelled.set(true));
            asked.complete();
            return answer.future();
        });
        Promise<Void> joined = Promise.promise();
        RunningServer first = Await.of(Weir.serve(vertx, AT_ONCE, 1, cached));
        RunningServer second = Await.of(Weir.serve(vertx, AT_ONCE, 1, request -> {
            Future<Response> future = cached.handle(request);
            joined.complete();
            return future;
        }));
        HttpClient client = vertx.createHttpClient();

        HttpClientRequest leader = Await.of(get(client, first));
        Future<HttpClientResponse> ignored = leader.send();
        Await.of(asked.future());
        Future<Buffer> follower =
                get(client, second).compose(HttpClientRequest::send).compose(HttpClientResponse::body);
        Await.of(joined.future());
        Await.of(leader.connection().close());
        Await.of(first.drain());
        assertThat(cancelled).isFalse();
        answer.complete(Response.text("hello").with("Cache-Control", "max-age=60"));
        assertThat(Await.of(follower)).hasToString("hello");
        assertThat(calls).hasValue(1);
        Await.of(second.drain());
    }

    @Test
    void aCacheIsClosedWithItsVertx() throws Exception {
        Vertx other = Vertx.vertx();
        Cache cache = Cache.create(other, CacheSettings.ofMemory(1 << 20));
        Promise<Void> asked = Promise.promise();
        Promise<Void> cancelled = Promise.promise();
        HttpHandler cached = cache.around(request -> {
            request.onCancel(cause -> cancelled.complete());
            asked.complete();
            return Promise.<Response>promise().future();
        });
        RunningServer server = Await.of(Weir.serve(vertx, AT_ONCE, 1, cached));
        Future<HttpClientResponse> response =
                get(vertx.createHttpClient(), server).compose(HttpClientRequest::send);
        Await.of(asked.future());
        Await.of(other.close());
        Await.of(cancelled.future());
        assertThat(Await.of(response).statusCode()).isEqualTo(503);
        Await.of(server.drain());
    }
}
