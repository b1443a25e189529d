package dev.weir.wire;

import dev.weir.http.Request;
import dev.weir.http.Response;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.DecoderResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpFrame;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.QueryParamDecoderConfig;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.StreamPriority;
import io.vertx.core.http.impl.HttpServerRequestBase;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.QueryParamDecoder;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Request} as a Vert.x request, for a vertx-web Router, which casts what it is given to Vert.x's internal type.
 * Nulls are what Vert.x's interfaces promise.
 */
final class BridgedRequest extends HttpServerRequestBase {
    private final Request request;
    private final ContextInternal context;
    private final MultiMap headers;
    private final BridgedResponse response;
    private final BridgedBody body;

    BridgedRequest(Request request, ContextInternal context) {
        super(new QueryParamDecoder(new QueryParamDecoderConfig()));
        this.request = request;
        this.context = context;
        this.headers = io.vertx.core.http.HttpHeaders.headers();
        request.fields().forEach(headers::add);
        this.response = new BridgedResponse(request, context);
        this.body = new BridgedBody(request, context, this);
    }

    Future<Response> answer() {
        return response.answer();
    }

    void fail(Throwable cause) {
        response.fail(cause);
    }

    @Override
    public ContextInternal context() {
        return context;
    }

    @Override
    public ByteBufAllocator allocator() {
        return ByteBufAllocator.DEFAULT;
    }

    @Override
    public @Nullable Object metric() {
        return null;
    }

    @Override
    public HttpVersion version() {
        return switch (request.protocol()) {
            case "HTTP/1.0" -> HttpVersion.HTTP_1_0;
            case "HTTP/2" -> HttpVersion.HTTP_2;
            default -> HttpVersion.HTTP_1_1;
        };
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.valueOf(request.method());
    }

    @Override
    public String scheme() {
        return request.scheme();
    }

    @Override
    public boolean isSSL() {
        return request.scheme().equals("https");
    }

    @Override
    public String uri() {
        return request.target();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public @Nullable String query() {
        return request.query().isEmpty() ? null : request.query();
    }

    @Override
    public @Nullable HostAndPort authority() {
        return request.authority().isEmpty() ? null : HostAndPort.parseAuthority(request.authority(), -1);
    }

    @Override
    public @Nullable HostAndPort authority(boolean real) {
        return authority();
    }

    @Override
    public String absoluteURI() {
        return request.scheme() + "://" + request.authority() + request.target();
    }

    @Override
    public SocketAddress remoteAddress() {
        return request.scope() instanceof Exchange exchange
                ? exchange.request.remoteAddress()
                : SocketAddress.inetSocketAddress(0, request.remoteAddress());
    }

    @Override
    public SocketAddress localAddress() {
        return connection().localAddress();
    }

    /**
     * The connection that the request came by.
     *
     * @throws UnsupportedOperationException if it came by none: what fills a cache is no client's request
     */
    @Override
    public HttpConnection connection() {
        if (request.scope() instanceof Exchange exchange) {
            return exchange.request.connection();
        }
        throw new UnsupportedOperationException("this request came by no connection");
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    @Override
    public Set<Cookie> cookies() {
        return Set.copyOf(response.cookies());
    }

    @Override
    public Set<Cookie> cookies(String name) {
        return Set.copyOf(response.cookies().getAll(name));
    }

    @Override
    public @Nullable Cookie getCookie(String name) {
        return response.cookies().get(name);
    }

    @Override
    public @Nullable Cookie getCookie(String name, String domain, String path) {
        return response.cookies().get(name, domain, path);
    }

    /** What blame and logs name is the Router's route. */
    @Override
    public HttpServerRequest routed(String route) {
        request.scope().route(route);
        return this;
    }

    @Override
    public Future<ServerWebSocket> toWebSocket() {
        return response.webSocket();
    }

    @Override
    public Future<NetSocket> toNetSocket() {
        return response.netSocket();
    }

    @Override
    public HttpServerRequest exceptionHandler(@Nullable Handler<Throwable> handler) {
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public HttpServerRequest handler(@Nullable Handler<Buffer> handler) {
        body.handler(handler);
        return this;
    }

    @Override
    public HttpServerRequest endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }

    @Override
    public HttpServerRequest pause() {
        body.pause();
        return this;
    }

    @Override
    public HttpServerRequest resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public HttpServerRequest fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    @Override
    public Future<Buffer> body() {
        return body.whole();
    }

    @Override
    public Future<Void> end() {
        return body.end();
    }

    @Override
    public boolean isEnded() {
        return body.isEnded();
    }

    @Override
    public long bytesRead() {
        return body.bytesRead();
    }

    @Override
    public HttpServerRequest setExpectMultipart(boolean expect) {
        body.expectForm(expect);
        return this;
    }

    @Override
    public boolean isExpectMultipart() {
        return body.expectsForm();
    }

    @Override
    public HttpServerRequest uploadHandler(@Nullable Handler<HttpServerFileUpload> handler) {
        body.uploadHandler(handler);
        return this;
    }

    @Override
    public MultiMap formAttributes() {
        return body.formAttributes();
    }

    @Override
    public @Nullable String getFormAttribute(String name) {
        return formAttributes().get(name);
    }

    @Override
    public long streamId() {
        return request.scope() instanceof Exchange exchange ? exchange.request.streamId() : -1;
    }

    @Override
    public HttpServerRequest customFrameHandler(@Nullable Handler<HttpFrame> handler) {
        return this;
    }

    @Override
    public @Nullable StreamPriority streamPriority() {
        return null;
    }

    @Override
    public HttpServerRequest streamPriorityHandler(@Nullable Handler<StreamPriority> handler) {
        return this;
    }

    @Override
    public DecoderResult decoderResult() {
        return DecoderResult.SUCCESS;
    }
}
