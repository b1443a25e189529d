package dev.weir.http;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.weir.fields.Fields;
import dev.weir.fields.HopByHop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A request, as a handler sees it: its head, its content, what the route took from its path, typed attributes, and the
 * {@link Scope} it lives in. It does not change; a filter hands on a changed copy.
 */
public final class Request {

    /** How much of a body is read into memory where no limit is named: 1 MiB. */
    public static final long DEFAULT_BODY_LIMIT = 1L << 20;

    private final RequestHead head;
    private final Fields fields;
    private final Body body;
    private final Scope scope;
    private final Params params;
    private final Attributes attributes;

    private Request(RequestHead head, Fields fields, Body body, Scope scope, Params params, Attributes attributes) {
        this.head = head;
        this.fields = fields;
        this.body = body;
        this.scope = scope;
        this.params = params;
        this.attributes = attributes;
    }

    /** A request as the edge has read it. */
    public static Request of(RequestHead head, Body body, Scope scope) {
        Fields fields = HopByHop.withoutNamed(head.fields());
        return new Request(head, fields, body, scope, Params.NONE, Attributes.NONE);
    }

    /** The method, as it stands; compares with case (RFC 9110 §9.1). */
    public String method() {
        return head.method();
    }

    /** {@code http} or {@code https}, as the client used it to reach this server. */
    public String scheme() {
        return head.scheme();
    }

    /** The host and port that the request is for; see {@link RequestHead#authority()}. */
    public String authority() {
        return head.authority();
    }

    /** The path with its query, undecoded. */
    public String target() {
        return head.target();
    }

    /** The path, undecoded. */
    public String path() {
        String target = head.target();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The query without its {@code ?}, undecoded; empty where there is none. */
    public String query() {
        String target = head.target();
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    /** The first value of a parameter of the query, decoded as a form (UTF-8, {@code +} is a space). */
    public Optional<String> query(String name) {
        return queryAll(name).stream().findFirst();
    }

    /** All values of a parameter of the query, decoded, in order. */
    public List<String> queryAll(String name) {
        return FormDecoder.decode(query()).getOrDefault(name, List.of());
    }

    /** The header section, but for what its Connection names: that is for this hop (RFC 9110 §7.6.1). */
    public Fields fields() {
        return fields;
    }

    /** The first line of a field. */
    public Optional<String> field(String name) {
        return fields.get(name);
    }

    /** The protocol, such as {@code HTTP/1.1} or {@code HTTP/2}. */
    public String protocol() {
        return head.protocol();
    }

    /** The address at the other end of the connection, without port. */
    public String remoteAddress() {
        return head.remoteAddress();
    }

    /** The cookies, by name; where a name comes twice, the first. */
    public Map<String, String> cookies() {
        return CookieHeader.parse(fields);
    }

    /** The content. */
    public Body body() {
        return body;
    }

    /**
     * The whole content, up to {@link #DEFAULT_BODY_LIMIT}.
     *
     * @return fails with a 413 {@link HttpException} if there is more, or if the body was read before, or was cut off
     */
    public Future<Buffer> bytes() {
        return bytes(DEFAULT_BODY_LIMIT);
    }

    /** The whole content, up to {@code limit} bytes; see {@link #bytes()}. */
    public Future<Buffer> bytes(long limit) {
        return BodyReader.read(body, limit);
    }

    /**
     * Sends the content on to {@code out} as it comes, at the pace of the slower of the two, whatever its size; then ends
     * {@code out}. For what is not to be in memory whole: a file that is uploaded.
     *
     * @return fails if the body was read before, was cut off, or {@code out} fails
     */
    public Future<Void> pipeTo(WriteStream<Buffer> out) {
        return BodyReader.pipe(body, out);
    }

    /** The whole content as text, in the charset that Content-Type names, else UTF-8; limits as {@link #bytes()}. */
    public Future<String> text() {
        return bytes().map(bytes -> bytes.toString(BodyReader.charset(fields)));
    }

    /** The whole content as JSON; a 400 {@link HttpException} says where it is not. */
    public <T> Future<T> json(Class<T> type) {
        return bytes().map(bytes -> Json.read(bytes, type));
    }

    /** As {@link #json(Class)}, for generic types. */
    public <T> Future<T> json(TypeReference<T> type) {
        return bytes().map(bytes -> Json.read(bytes, type));
    }

    /** The fields of an {@code application/x-www-form-urlencoded} content; 415 where it is something else. */
    public Future<Map<String, List<String>>> form() {
        return BodyReader.form(this);
    }

    /**
     * What the route took from the path under that name, decoded.
     *
     * @throws IllegalArgumentException if the route has no such parameter
     */
    public String param(String name) {
        return params.get(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the route '" + scope.route() + "' has no {" + name + "}, only " + params.names()));
    }

    /** The life of this request. */
    public Scope scope() {
        return scope;
    }

    /** Tells {@code listener} when the answer is no longer wanted; see {@link Scope#onCancel}. */
    public Registration onCancel(Consumer<Cancellation> listener) {
        return scope.onCancel(listener);
    }

    /** Sends an interim response, such as 103 (RFC 8297); see {@link Scope#inform}. */
    public Future<Void> inform(int status, Fields interim) {
        return scope.inform(status, interim);
    }

    /** The time left until the deadline; empty where there is none. Never negative. */
    public Optional<Duration> timeLeft() {
        long deadline = scope.deadline();
        return deadline == Scope.NO_DEADLINE
                ? Optional.empty()
                : Optional.of(
                        Duration.ofNanos(Math.max(0, deadline - scope.time().ticks())));
    }

    /**
     * {@code client} for calls in this request's name: they are cancelled when this request is, and so at the latest when
     * the deadline has passed without a response. It shares everything with {@code client}, which alone is configured and
     * closed, and of which alone sessions and other clients are made.
     */
    public WebClient client(WebClient client) {
        return ScopedWebClient.of(client, scope);
    }

    /** An attribute. */
    public <T> Optional<T> get(Key<T> key) {
        return attributes.get(key);
    }

    /** This request with an attribute. */
    public <T> Request with(Key<T> key, T value) {
        return new Request(head, fields, body, scope, params, attributes.with(key, value));
    }

    /** This request with another header section. */
    public Request withFields(Fields others) {
        return new Request(head, others, body, scope, params, attributes);
    }

    /** This request with another content. */
    public Request withBody(Body other) {
        return new Request(head, fields, other, scope, params, attributes);
    }

    /** This request with another head (and its header section). */
    public Request withHead(RequestHead other) {
        return new Request(other, other.fields(), body, scope, params, attributes);
    }

    /** This request's head and content in another scope. Attributes stay behind: they are one client's. */
    public Request in(Scope other) {
        return new Request(head, fields, body, other, params, Attributes.NONE);
    }

    /** This request as a route hands it on. */
    Request withParams(Params taken) {
        return new Request(head, fields, body, scope, params.and(taken), attributes);
    }

    /** The request's head. */
    public RequestHead head() {
        return head;
    }

    @Override
    public String toString() {
        return method() + " " + target();
    }
}
