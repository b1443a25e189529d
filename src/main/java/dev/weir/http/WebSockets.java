package dev.weir.http;

import dev.weir.fields.CommaList;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A WebSocket endpoint for own code (RFC 6455 §4.2): checks the handshake, then hands over the socket. A browser's
 * handshake is taken from pages of the same host only, unless others are named, since it carries the user's cookies.
 */
public final class WebSockets implements HttpHandler {
    private static final String KEY = "Sec-WebSocket-Key";
    private static final String VERSION = "Sec-WebSocket-Version";
    private static final Fields OFFER = Fields.of(FieldNames.UPGRADE, "websocket", VERSION, "13");

    private final BiConsumer<Request, ServerWebSocket> opened;
    private final Set<String> origins;

    private WebSockets(BiConsumer<Request, ServerWebSocket> opened, Set<String> origins) {
        this.opened = opened;
        this.origins = origins;
    }

    /**
     * An endpoint.
     *
     * @param opened is given the socket once the handshake is done, on the request's event loop, and sets its handlers
     */
    public static WebSockets endpoint(BiConsumer<Request, ServerWebSocket> opened) {
        return new WebSockets(opened, Set.of());
    }

    /** This endpoint, open to pages of these origins too, each as a browser writes it: {@code https://app.example}. */
    public WebSockets allowing(String... others) {
        return new WebSockets(opened, Set.of(others));
    }

    @Override
    public Future<Response> handle(Request request) {
        Fields fields = request.fields();
        if (!request.method().equals("GET")
                || !CommaList.tokens(fields, FieldNames.CONNECTION).contains("upgrade")
                || !CommaList.tokens(fields, FieldNames.UPGRADE).contains("websocket")
                || !fields.get(VERSION, "").equals("13")) {
            // RFC 9110 §15.5.22: with what it must be upgraded to, and that option named by Connection.
            return Response.of(426, OFFER.with(FieldNames.CONNECTION, "upgrade"), Body.none())
                    .asFuture();
        }
        if (fields.all(KEY).size() != 1) {
            return Future.failedFuture(new HttpException(400, "A WebSocket handshake has one " + KEY + "."));
        }
        if (!isAllowed(request)) {
            return Future.failedFuture(new HttpException(403, "WebSockets are not open here to pages of that origin."));
        }
        return Response.of(101, Fields.empty(), Body.Tunnel.webSocket(socket -> opened.accept(request, socket)))
                .asFuture();
    }

    /** Programs send no Origin, browsers always do (RFC 6455 §10.2). */
    private boolean isAllowed(Request request) {
        String origin = request.fields().get(FieldNames.ORIGIN, "");
        return origin.isEmpty() || origins.contains(origin) || isSameHost(origin, request.authority());
    }

    private static boolean isSameHost(String origin, String authority) {
        try {
            String host = URI.create(origin).getRawAuthority();
            return host != null && host.toLowerCase(Locale.ROOT).equals(authority);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
