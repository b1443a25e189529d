package dev.weir.http;

import io.netty.handler.codec.http.cookie.Cookie;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientSession;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import io.vertx.ext.web.client.spi.CookieStore;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link WebClient} whose calls end with a request: at its cancellation, and no later than its deadline. */
final class ScopedWebClient {

    private ScopedWebClient() {}

    /**
     * A session over {@code client} shares its connections and is otherwise a client of its own, to which an
     * interceptor can be added; it is given nowhere to keep cookies.
     */
    static WebClient of(WebClient client, Request request) {
        WebClientInternal scoped = (WebClientInternal) WebClientSession.create(client, new NoCookies());
        Scope scope = request.scope();
        return scoped.addInterceptor(call -> {
            if (call.phase() == ClientPhase.PREPARE_REQUEST) {
                begin(call, request);
            } else if (call.phase() == ClientPhase.SEND_REQUEST) {
                stopWith(call, scope);
            } else {
                call.next();
                return;
            }
            // What was cancelled by then has failed already, and is not to be sent.
            if (!scope.isCancelled()) {
                call.next();
            }
        });
    }

    private static void begin(HttpContext<?> call, Request request) {
        Registration onCancel = request.onCancel(cause -> call.fail(new CancelledException(cause)));
        call.future().onComplete(done -> onCancel.remove());
        request.timeLeft().ifPresent(left -> {
            long limit = Math.max(1, TimeUnit.NANOSECONDS.toMillis(left.toNanos()));
            long asked = call.request().timeout();
            call.request().timeout(asked <= 0 ? limit : Math.min(asked, limit));
        });
    }

    private static void stopWith(HttpContext<?> call, Scope scope) {
        HttpClientRequest sent = call.clientRequest(); // which the call forgets as soon as it has failed
        // What is reset before it is sent whole, Vert.x would log as an error; the call has failed with it anyway.
        sent.exceptionHandler(told -> {});
        Registration onCancel = scope.onCancel(cause -> sent.reset());
        call.future().onComplete(done -> onCancel.remove());
    }

    /** Keeps no cookie, so that none goes from one call to another. */
    private static final class NoCookies implements CookieStore {
        @Override
        public Iterable<Cookie> get(Boolean ssl, String domain, String path) {
            return List.of();
        }

        @Override
        public CookieStore put(Cookie cookie) {
            return this;
        }

        @Override
        public CookieStore remove(Cookie cookie) {
            return this;
        }
    }
}
