package dev.weir.benchmarks.micro;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.DecoderResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpFrame;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.StreamPriority;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.QueryParamDecoder;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetSocket;
import java.util.Set;

/** Everything of a request of Vert.x that routing does not ask for: asking for it is a fault of the benchmark. */
abstract class UnusedRequest extends HttpServerRequestInternal {

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("not asked for by routing");
    }

    @Override
    public HttpServerRequest exceptionHandler(Handler<Throwable> a) {
        throw unused();
    }

    @Override
    public HttpServerRequest handler(Handler<Buffer> a) {
        throw unused();
    }

    @Override
    public HttpServerRequest pause() {
        throw unused();
    }

    @Override
    public HttpServerRequest resume() {
        throw unused();
    }

    @Override
    public HttpServerRequest fetch(long a) {
        throw unused();
    }

    @Override
    public HttpServerRequest endHandler(Handler<Void> a) {
        throw unused();
    }

    @Override
    public String scheme() {
        throw unused();
    }

    @Override
    public HostAndPort authority(boolean a) {
        throw unused();
    }

    @Override
    public long bytesRead() {
        throw unused();
    }

    @Override
    public HttpServerResponse response() {
        throw unused();
    }

    @Override
    public HttpServerRequest setParamsCharset(String a) {
        throw unused();
    }

    @Override
    public String getParamsCharset() {
        throw unused();
    }

    @Override
    public MultiMap params(boolean a) {
        throw unused();
    }

    @Override
    public String absoluteURI() {
        throw unused();
    }

    @Override
    public Future<Buffer> body() {
        throw unused();
    }

    @Override
    public Future<Void> end() {
        throw unused();
    }

    @Override
    public Future<NetSocket> toNetSocket() {
        throw unused();
    }

    @Override
    public HttpServerRequest setExpectMultipart(boolean a) {
        throw unused();
    }

    @Override
    public boolean isExpectMultipart() {
        throw unused();
    }

    @Override
    public HttpServerRequest uploadHandler(Handler<HttpServerFileUpload> a) {
        throw unused();
    }

    @Override
    public MultiMap formAttributes() {
        throw unused();
    }

    @Override
    public String getFormAttribute(String a) {
        throw unused();
    }

    @Override
    public Future<ServerWebSocket> toWebSocket() {
        throw unused();
    }

    @Override
    public boolean isEnded() {
        throw unused();
    }

    @Override
    public HttpServerRequest customFrameHandler(Handler<HttpFrame> a) {
        throw unused();
    }

    @Override
    public HttpConnection connection() {
        throw unused();
    }

    @Override
    public HttpServerRequest streamPriorityHandler(Handler<StreamPriority> a) {
        throw unused();
    }

    @Override
    public DecoderResult decoderResult() {
        throw unused();
    }

    @Override
    public Cookie getCookie(String a) {
        throw unused();
    }

    @Override
    public Cookie getCookie(String a, String b, String c) {
        throw unused();
    }

    @Override
    public Set<Cookie> cookies(String a) {
        throw unused();
    }

    @Override
    public Set<Cookie> cookies() {
        throw unused();
    }

    @Override
    public MultiMap headers() {
        throw unused();
    }

    @Override
    public ContextInternal context() {
        throw unused();
    }

    @Override
    public ByteBufAllocator allocator() {
        throw unused();
    }

    @Override
    public Object metric() {
        throw unused();
    }

    @Override
    public QueryParamDecoder queryParamDecoder() {
        throw unused();
    }
}
