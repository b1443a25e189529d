package dev.weir.filter;

import dev.weir.fields.CommaList;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Parameters;
import dev.weir.http.Cancellation;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import dev.weir.http.Sent;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each exchange, at its end, at INFO to the logger {@code dev.weir.access}, as {@code key=value} pairs:
 *
 * <pre>client=203.0.113.7 method=GET host=shop.example path=/hello/ada protocol=HTTP/1.1 status=200 bytes=6
 * ms=1.203 route=/hello/{name} cache="Weir;hit;ttl=57" id=5f2e…</pre>
 *
 * {@code status} and {@code bytes} are what the client was sent, 0 where it had left before; then {@code cancelled} says
 * why. Queries, cookies and credentials are not logged: they hold secrets too often.
 */
public final class AccessLog implements Filter {
    private final Logger log = LoggerFactory.getLogger("dev.weir.access");

    private AccessLog() {}

    /** The filter; the outermost, to see everything. */
    public static AccessLog create() {
        return new AccessLog();
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        Scope scope = request.scope();
        Exchange exchange = new Exchange(request, scope.time().ticks());
        scope.onEnd(sent -> log.info(exchange.line(sent)));
        return HttpHandler.call(next, request).map(exchange::note);
    }

    private static final class Exchange {
        private final Request request;
        private final long began;
        private volatile String cache = "";
        private volatile String id;

        Exchange(Request request, long began) {
            this.request = request;
            this.began = began;
            this.id = request.get(RequestId.ID).orElse("");
        }

        Response note(Response response) {
            cache = CommaList.members(response.fields(), FieldNames.CACHE_STATUS).stream()
                    .map(member -> Parameters.without("key", member)) // it has the query (RFC 9211 §2.7)
                    .collect(Collectors.joining(", "));
            if (id.isEmpty()) {
                id = response.fields().get(FieldNames.X_REQUEST_ID, "");
            }
            return response;
        }

        String line(Sent sent) {
            Scope scope = request.scope();
            long micros = TimeUnit.NANOSECONDS.toMicros(scope.time().ticks() - began);
            Pairs line = new Pairs()
                    .add("client", request.remoteAddress())
                    .add("method", request.method())
                    .add("host", request.authority())
                    .add("path", request.path())
                    .add("protocol", request.protocol())
                    .add("status", Integer.toString(sent.status()))
                    .add("bytes", Long.toString(sent.bytes()))
                    .add("ms", String.format(Locale.ROOT, "%d.%03d", micros / 1000, micros % 1000))
                    .add("route", scope.route())
                    .add("cache", cache)
                    .add("id", id);
            Optional<Cancellation> cancelled = scope.cancellation();
            return line.add(
                            "cancelled",
                            cancelled
                                    .map(c -> c.name().toLowerCase(Locale.ROOT))
                                    .orElse(""))
                    .toString();
        }
    }
}
