package dev.weir.http;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A response: a status, a header section, a content, and typed attributes that stay inside. It does not change; what
 * looks like a change gives back another that shares the rest.
 */
public final class Response {

    /**
     * On what a handler that asks somebody else says without an answer from there, such as a refusal to pass the request on.
     * A cache around it tells that none came.
     */
    public static final Key<Boolean> UNANSWERED = Key.of("made without an answer", Boolean.class);

    private final int status;
    private final Fields fields;
    private final Body body;
    private final Attributes attributes;

    private Response(int status, Fields fields, Body body, Attributes attributes) {
        this.status = status;
        this.fields = fields;
        this.body = body;
        this.attributes = attributes;
    }

    private static final Fields TEXT = Fields.of(FieldNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    private static final Fields HTML = Fields.of(FieldNames.CONTENT_TYPE, "text/html; charset=utf-8");
    private static final Fields JSON = Fields.of(FieldNames.CONTENT_TYPE, "application/json");

    /**
     * A response.
     *
     * @param status 101, or 200 to 599
     */
    public static Response of(int status, Fields fields, Body body) {
        return new Response(check(status), fields, body, Attributes.NONE);
    }

    private static int check(int status) {
        if (status != 101 && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("not the status of a final response: " + status);
        }
        return status;
    }

    /** A response without content. */
    public static Response of(int status) {
        return of(status, Fields.empty(), Body.none());
    }

    /** 200 with plain text. */
    public static Response text(String text) {
        return of(200, TEXT, Body.of(Buffer.buffer(text)));
    }

    /** 200 with HTML. */
    public static Response html(String html) {
        return of(200, HTML, Body.of(Buffer.buffer(html)));
    }

    /** 200 with {@code value} as JSON. */
    public static Response json(Object value) {
        return of(200, JSON, Body.of(Json.write(value)));
    }

    /** 200 with bytes of that media type. */
    public static Response bytes(String contentType, Buffer bytes) {
        return of(200, Fields.of(FieldNames.CONTENT_TYPE, contentType), Body.of(bytes));
    }

    /**
     * 200 with server-sent events (WHATWG HTML §9.2).
     *
     * @param opened is given the stream to send to, at once and on this thread; it may keep it
     */
    public static Response events(Request request, Consumer<EventStream> opened) {
        return EventStream.open(request, opened);
    }

    /**
     * 200 with a file: its type by its name, its length, {@code Last-Modified} and a weak {@code ETag}. Looks at the file and so may block: for
     * {@link HttpHandler#blocking} and {@link HttpHandler#virtual}. Sent by the system where it can be. Whole trees of
     * files with validation and ranges are vertx-web's business.
     *
     * @throws HttpException 404 if there is no such regular file
     */
    public static Response file(Path path) {
        return FileResponse.of(path);
    }

    /** As {@link #file(Path)}, or 304 where {@code request} says that the client has it (RFC 9110 §13.2.2). */
    public static Response file(Request request, Path path) {
        return FileResponse.of(request, path);
    }

    /**
     * 200 with what {@code stream} brings, which is paused until it is asked for.
     *
     * @param stream calls its handlers on the request's event loop
     * @param onClose stops the producer; called once when the exchange is over
     */
    public static Response stream(Request request, String contentType, ReadStream<Buffer> stream, Runnable onClose) {
        Body body = request.scope().own(Body.Stream.of(stream.pause(), Body.UNKNOWN_LENGTH, onClose));
        return of(200, Fields.of(FieldNames.CONTENT_TYPE, contentType), body);
    }

    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

    /** A redirection, such as 303 to what a form has made (RFC 9110 §15.4). */
    public static Response redirect(int status, String location) {
        if (!REDIRECTIONS.contains(status)) {
            throw new IllegalArgumentException(
                    status + " redirects nobody; 301, 302, 303, 307 and 308 do (RFC 9110 §15.4)");
        }
        return of(status, Fields.of(FieldNames.LOCATION, location), Body.none());
    }

    /** This response as a handler returns it when it has it at once. */
    public Future<Response> asFuture() {
        return Future.succeededFuture(this);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The header section. */
    public Fields fields() {
        return fields;
    }

    /** The first line of a field. */
    public Optional<String> field(String name) {
        return fields.get(name);
    }

    /** The content. */
    public Body body() {
        return body;
    }

    /** An attribute. */
    public <T> Optional<T> get(Key<T> key) {
        return attributes.get(key);
    }

    /** This response with an attribute. */
    public <T> Response with(Key<T> key, T value) {
        return new Response(status, fields, body, attributes.with(key, value));
    }

    /** This response with a field in place of all of that name. */
    public Response with(String name, String value) {
        return withFields(fields.with(name, value));
    }

    /** This response with one more field line. */
    public Response and(String name, String value) {
        return withFields(fields.and(name, value));
    }

    /** This response without a field. */
    public Response without(String name) {
        return withFields(fields.without(name));
    }

    /** This response with another header section. */
    public Response withFields(Fields others) {
        return new Response(status, others, body, attributes);
    }

    /** This response with another content. */
    public Response withBody(Body other) {
        return new Response(status, fields, other, attributes);
    }

    /** This response with another status. */
    public Response withStatus(int other) {
        return new Response(check(other), fields, body, attributes);
    }

    /** This response with a cookie set (RFC 6265 §4.1). */
    public Response with(Cookie cookie) {
        return and(FieldNames.SET_COOKIE, cookie.encode());
    }

    @Override
    public String toString() {
        return Integer.toString(status);
    }
}
