package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import dev.weir.support.Await;
import dev.weir.support.Fixture;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is started detached belongs to no deployment: it outlives the verticle that the request came to. */
class DetachedTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private record Seen(Thread thread, Optional<String> deployment) {

        static Seen now() {
            Context context = Vertx.currentContext();
            return new Seen(Thread.currentThread(), Optional.ofNullable(context.deploymentID()));
        }
    }

    @Test
    void runsOnTheSameThreadInTheNameOfNoDeployment() throws Exception {
        CompletableFuture<Seen> inHandler = new CompletableFuture<>();
        CompletableFuture<Seen> detached = new CompletableFuture<>();
        CompletableFuture<Seen> back = new CompletableFuture<>();
        HttpHandler handler = request -> {
            Scope scope = request.scope();
            inHandler.complete(Seen.now());
            scope.detached().execute(() -> {
                detached.complete(Seen.now());
                scope.loop().execute(() -> back.complete(Seen.now()));
            });
            return HttpHandler.ok(Response.text("x"));
        };
        try (Fixture fixture = Fixture.serving(handler)) {
            assertThat(fixture.exchange(REQUEST)).startsWith("HTTP/1.1 200");
            Seen own = inHandler.get(10, TimeUnit.SECONDS);
            assertThat(own.deployment()).isPresent();
            assertThat(detached.get(10, TimeUnit.SECONDS)).isEqualTo(new Seen(own.thread(), Optional.empty()));
            assertThat(back.get(10, TimeUnit.SECONDS)).isEqualTo(own);
        }
    }

    @Test
    void outlivesTheDeployment() throws Exception {
        CompletableFuture<String> ran = new CompletableFuture<>();
        CompletableFuture<String> bound = new CompletableFuture<>();
        HttpHandler handler = request -> {
            Scope scope = request.scope();
            Duration later = Duration.ofMillis(500);
            scope.time().after(later, () -> bound.complete("ran"));
            scope.detached().execute(() -> scope.time().after(later.plusMillis(100), () -> ran.complete("ran")));
            return HttpHandler.ok(Response.text("x"));
        };
        try (Fixture fixture = Fixture.serving(handler)) {
            assertThat(fixture.exchange(REQUEST)).startsWith("HTTP/1.1 200");
            Await.of(fixture.server.drain());
            assertThat(ran.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
            assertThat(bound).isNotDone();
        }
    }
}
