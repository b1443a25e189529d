package dev.weir.testkit;

import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Key;
import dev.weir.http.Request;
import dev.weir.http.RequestHead;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Request} without a server: {@code TestRequest.get("/x").field("Accept", "text/html").request()}. */
public final class TestRequest {
    private record Head(
            String method,
            String scheme,
            String authority,
            String target,
            Fields fields,
            String protocol,
            String remoteAddress)
            implements RequestHead {}

    private final String method;
    private final String target;
    private final FieldLines.Builder fields = FieldLines.builder();
    private String scheme = "http";
    private String authority = "localhost";
    private String protocol = "HTTP/1.1";
    private String remoteAddress = "127.0.0.1";
    private Body body = Body.none();
    private @Nullable Scope scope;
    private UnaryOperator<Request> attributes = request -> request;

    private TestRequest(String method, String target) {
        this.method = method;
        this.target = target;
    }

    /** A request; {@code target} is path and query, undecoded. */
    public static TestRequest of(String method, String target) {
        return new TestRequest(method, target);
    }

    public static TestRequest get(String target) {
        return of("GET", target);
    }

    public static TestRequest head(String target) {
        return of("HEAD", target);
    }

    public static TestRequest post(String target) {
        return of("POST", target);
    }

    public static TestRequest put(String target) {
        return of("PUT", target);
    }

    public static TestRequest patch(String target) {
        return of("PATCH", target);
    }

    public static TestRequest delete(String target) {
        return of("DELETE", target);
    }

    public static TestRequest options(String target) {
        return of("OPTIONS", target);
    }

    /** One more field line. */
    public TestRequest field(String name, String value) {
        fields.add(name, value);
        return this;
    }

    /** Text for a content. Its type is not set. */
    public TestRequest body(String text) {
        return body(Buffer.buffer(text));
    }

    /** Bytes for a content. */
    public TestRequest body(Buffer bytes) {
        return body(Body.of(bytes));
    }

    /** A content by script. */
    public TestRequest body(TestBody script) {
        return body(script.body());
    }

    /** A content. */
    public TestRequest body(Body content) {
        body = content;
        return this;
    }

    /** {@code value} as JSON for a content, and its type. */
    public TestRequest json(Object value) {
        return field(FieldNames.CONTENT_TYPE, "application/json")
                .body(Response.json(value).body());
    }

    /** Fields of a form for a content, in order, and its type. */
    public TestRequest form(Map<String, String> values) {
        StringBuilder encoded = new StringBuilder();
        values.forEach((name, value) -> encoded.append(encoded.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return field(FieldNames.CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(encoded.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** {@code http} (the default) or {@code https}. */
    public TestRequest scheme(String name) {
        scheme = name;
        return this;
    }

    /** The host, with its port unless it is the scheme's; {@code localhost} unless set. */
    public TestRequest authority(String hostAndPort) {
        authority = hostAndPort;
        return this;
    }

    /** {@code HTTP/1.1} unless set. */
    public TestRequest protocol(String name) {
        protocol = name;
        return this;
    }

    /** {@code 127.0.0.1} unless set. */
    public TestRequest remoteAddress(String address) {
        remoteAddress = address;
        return this;
    }

    /** An attribute, such as the principal that a filter would have set. */
    public <T> TestRequest with(Key<T> key, T value) {
        UnaryOperator<Request> before = attributes;
        attributes = request -> before.apply(request).with(key, value);
        return this;
    }

    /** The life of the request; a new {@link TestScope} unless set. */
    public TestRequest scope(Scope life) {
        scope = life;
        return this;
    }

    /** The request. As at the edge, its scope closes its content at the end. */
    public Request request() {
        Scope life = scope == null ? TestScope.create() : scope;
        Head head = new Head(method, scheme, authority, target, fields.build(), protocol, remoteAddress);
        return attributes.apply(Request.of(head, life.own(body), life));
    }
}
