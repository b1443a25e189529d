package dev.weir.wire;

import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HopByHop;
import dev.weir.http.Body;
import dev.weir.http.Request;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.CookieJar;
import io.vertx.core.http.impl.ServerCookie;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The head of a response that Vert.x code writes: status, header and trailer sections, cookies. */
abstract class BridgedHead implements HttpServerResponse {
    final Request request;
    private final MultiMap headers = HttpHeaders.headers();
    private final MultiMap trailers = HttpHeaders.headers();
    private int statusCode = 200;
    private @Nullable String statusMessage;
    private @Nullable CookieJar cookies;

    BridgedHead(Request request) {
        this.request = request;
    }

    /** Refuses what comes too late. */
    abstract void checkHead();

    /** The header section as it is sent; framing is the writer's own. */
    final Fields fields() {
        CookieJar jar = cookies;
        if (jar != null) {
            for (ServerCookie cookie : jar) {
                if (cookie.isChanged()) {
                    headers.add(HttpHeaders.SET_COOKIE, cookie.encode());
                }
            }
        }
        // Where no content is sent, the length is that of another's (RFC 9110 §8.6), and stands.
        boolean lengthStands = request.method().equals("HEAD") || statusCode == 304;
        FieldLines.Builder fields = FieldLines.builder();
        headers.forEach((name, value) -> {
            boolean isLength = name.equalsIgnoreCase(FieldNames.CONTENT_LENGTH);
            if (!HopByHop.isHopByHop(name) && (lengthStands || !isLength)) {
                fields.add(name, value);
            }
        });
        return fields.build();
    }

    final Fields trailerSection() {
        FieldLines.Builder fields = FieldLines.builder();
        trailers.forEach(fields::add);
        return fields.build();
    }

    final CookieJar cookies() {
        CookieJar jar = cookies;
        if (jar == null) {
            String header = String.join("; ", request.fields().all(FieldNames.COOKIE));
            jar = header.isEmpty() ? new CookieJar() : new CookieJar(header);
            cookies = jar;
        }
        return jar;
    }

    @Override
    public int getStatusCode() {
        return statusCode;
    }

    @Override
    public HttpServerResponse setStatusCode(int status) {
        checkHead();
        statusCode = status;
        return this;
    }

    /** A status's own words; what is set here is not sent, since HTTP/2 has no place for it. */
    @Override
    public String getStatusMessage() {
        String message = statusMessage;
        return message == null
                ? io.netty.handler.codec.http.HttpResponseStatus.valueOf(statusCode)
                        .reasonPhrase()
                : message;
    }

    @Override
    public HttpServerResponse setStatusMessage(String message) {
        statusMessage = message;
        return this;
    }

    @Override
    public HttpServerResponse setChunked(boolean chunked) {
        return this;
    }

    @Override
    public boolean isChunked() {
        return !headers.contains(HttpHeaders.CONTENT_LENGTH);
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public HttpServerResponse putHeader(String name, String value) {
        checkHead();
        headers.set(name, value);
        return this;
    }

    @Override
    public HttpServerResponse putHeader(CharSequence name, CharSequence value) {
        checkHead();
        headers.set(name, value);
        return this;
    }

    @Override
    public HttpServerResponse putHeader(String name, Iterable<String> values) {
        checkHead();
        headers.set(name, values);
        return this;
    }

    @Override
    public HttpServerResponse putHeader(CharSequence name, Iterable<CharSequence> values) {
        checkHead();
        headers.set(name, values);
        return this;
    }

    @Override
    public MultiMap trailers() {
        return trailers;
    }

    @Override
    public HttpServerResponse putTrailer(String name, String value) {
        trailers.set(name, value);
        return this;
    }

    @Override
    public HttpServerResponse putTrailer(CharSequence name, CharSequence value) {
        trailers.set(name, value);
        return this;
    }

    @Override
    public HttpServerResponse putTrailer(String name, Iterable<String> values) {
        trailers.set(name, values);
        return this;
    }

    @Override
    public HttpServerResponse putTrailer(CharSequence name, Iterable<CharSequence> values) {
        trailers.set(name, values);
        return this;
    }

    @Override
    public HttpServerResponse addCookie(Cookie cookie) {
        checkHead();
        cookies().add((ServerCookie) cookie);
        return this;
    }

    @Override
    public @Nullable Cookie removeCookie(String name, boolean invalidate) {
        checkHead();
        return cookies().removeOrInvalidate(name, invalidate);
    }

    @Override
    public @Nullable Cookie removeCookie(String name, String domain, String path, boolean invalidate) {
        checkHead();
        return cookies().removeOrInvalidate(name, domain, path, invalidate);
    }

    @Override
    public Set<Cookie> removeCookies(String name, boolean invalidate) {
        checkHead();
        return Set.copyOf(cookies().removeOrInvalidateAll(name, invalidate));
    }

    /** What Content-Length says, if it says something. */
    long declaredLength() {
        String length = headers().get(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? Body.UNKNOWN_LENGTH : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Body.UNKNOWN_LENGTH;
        }
    }
}
