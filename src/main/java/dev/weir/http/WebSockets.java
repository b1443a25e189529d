package dev.weir.http;

import dev.weir.fields.CommaList;
import dev.weir.fields.FieldNames;
import dev.weir.fields.FieldSyntax;
import dev.weir.fields.Fields;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A WebSocket endpoint for own code (RFC 6455 §4.2): checks the handshake, then hands over the socket. A browser's
 * handshake is taken from pages of the same host only, unless others are named, since it carries the user's cookies.
 *
 * <p>Every {@link #HEARTBEAT} a ping goes out, so that nobody on the way takes the connection for dead, and one whose
 * client has vanished without a word breaks as soon as the system gives up on it.
 */
public final class WebSockets implements HttpHandler {

    /** The subprotocol that is spoken, where {@link #speaking} names some and the client one of them. */
    public static final Key<String> PROTOCOL = Key.of("subprotocol of a WebSocket", String.class);

    /** How long nothing is sent at the most. */
    public static final Duration HEARTBEAT = EventStream.HEARTBEAT;

    private static final String KEY = "Sec-WebSocket-Key";
    private static final String VERSION = "Sec-WebSocket-Version";
    private static final String SPOKEN = "Sec-WebSocket-Protocol";
    private static final Fields OFFER = Fields.of(FieldNames.UPGRADE, "websocket", VERSION, "13");

    private final BiConsumer<Request, ServerWebSocket> opened;
    private final Set<String> origins;
    private final Set<String> protocols;

    private WebSockets(BiConsumer<Request, ServerWebSocket> opened, Set<String> origins, Set<String> protocols) {
        this.opened = opened;
        this.origins = origins;
        this.protocols = protocols;
    }

    /**
     * An endpoint.
     *
     * @param opened is given the socket once the handshake is done, on the request's event loop, and sets its handlers
     */
    public static WebSockets endpoint(BiConsumer<Request, ServerWebSocket> opened) {
        return new WebSockets(opened, Set.of(), Set.of());
    }

    /** This endpoint, open to pages of these origins too, each as a browser writes it: {@code https://app.example}. */
    public WebSockets allowing(String... others) {
        for (String origin : others) {
            if (!FieldSyntax.isOrigin(origin)) {
                throw new IllegalArgumentException("no browser writes the origin '" + origin + "'; write it as in"
                        + " https://app.example, in lower case, without '/' behind it and without a usual port");
            }
        }
        return new WebSockets(opened, Set.of(others), protocols);
    }

    /**
     * This endpoint, speaking these subprotocols (RFC 6455 §1.9), such as {@code graphql-transport-ws}: the first in the
     * client's list that is one of them is agreed on and stands in {@link #PROTOCOL}. A client that names none of them is
     * let in without one, and leaves if it needs one.
     */
    public WebSockets speaking(String... subprotocols) {
        for (String name : subprotocols) {
            if (!FieldSyntax.isToken(name)) {
                throw new IllegalArgumentException("not a subprotocol (RFC 6455 §4.1): '" + name + "'");
            }
        }
        return new WebSockets(opened, origins, Set.of(subprotocols));
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
        if (fields.all(KEY).size() != 1 || !isKey(fields.get(KEY, ""))) {
            return Future.failedFuture(
                    new HttpException(400, "A WebSocket handshake has one " + KEY + ", 16 bytes in base64."));
        }
        if (!isAllowed(request)) {
            return Future.failedFuture(new HttpException(403, "WebSockets are not open here to pages of that origin."));
        }
        // RFC 6455 §4.2.2: one that the client has named, or none.
        Optional<String> spoken = CommaList.members(fields, SPOKEN).stream()
                .filter(protocols::contains)
                .findFirst();
        Request agreed = spoken.map(name -> request.with(PROTOCOL, name)).orElse(request);
        Fields answer = spoken.map(name -> Fields.of(SPOKEN, name)).orElse(Fields.empty());
        return Response.of(101, answer, Body.Tunnel.webSocket(socket -> open(agreed, socket)))
                .asFuture();
    }

    private void open(Request request, ServerWebSocket socket) {
        opened.accept(request, socket);
        request.scope().time().after(HEARTBEAT, () -> beat(request.scope().time(), socket));
    }

    /** Nobody on the way takes the connection for dead, and one that is dead is found to be (RFC 6455 §5.5.2). */
    private static void beat(Time time, ServerWebSocket socket) {
        if (socket.isClosed()) {
            return;
        }
        socket.writePing(Buffer.buffer())
                .onSuccess(sent -> time.after(HEARTBEAT, () -> beat(time, socket)))
                .onFailure(cause -> socket.close());
    }

    /** RFC 6455 §4.2.1: 16 bytes when decoded. */
    private static boolean isKey(String text) {
        try {
            return text.length() == 24 && Base64.getDecoder().decode(text).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
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
