package dev.weir.wire;

import dev.weir.fields.Fields;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.vertx.core.net.impl.VertxConnection;
import java.util.Locale;

/** Sends interim responses (RFC 9110 §15.2), past Vert.x, which knows 100 and 103 only. */
final class Interim {

    private Interim() {}

    /** Sends one, from any thread. */
    static Future<Void> send(Exchange exchange, int status, Fields fields) {
        if (status < 102 || status > 199) {
            throw new IllegalArgumentException("not the status of an interim response (102 to 199): " + status);
        }
        Promise<Void> written = Promise.promise();
        exchange.loop().execute(() -> sendNow(exchange, status, fields, written));
        return written.future();
    }

    private static void sendNow(Exchange exchange, int status, Fields fields, Promise<Void> written) {
        // A client of HTTP/1.0 knows no interim response (RFC 9110 §15.2).
        if (!exchange.isHandling() || exchange.request.version() == HttpVersion.HTTP_1_0) {
            written.complete();
        } else if (exchange.peer.isHttp2()) {
            http2(exchange, status, fields, written);
        } else {
            http1(exchange.request.connection(), status, fields, written);
        }
    }

    private static void http1(HttpConnection connection, int status, Fields fields, Promise<Void> written) {
        HttpHeaders lines = Http1xHeaders.httpHeaders();
        fields.forEach((name, value) -> {
            if (isSendable(name)) {
                lines.add(name, value);
            }
        });
        ((VertxConnection) connection)
                .writeToChannel(
                        new DefaultFullHttpResponse(
                                io.netty.handler.codec.http.HttpVersion.HTTP_1_1,
                                HttpResponseStatus.valueOf(status),
                                Unpooled.EMPTY_BUFFER,
                                lines,
                                EmptyHttpHeaders.INSTANCE),
                        written);
    }

    private static void http2(Exchange exchange, int status, Fields fields, Promise<Void> written) {
        Http2Headers lines = new DefaultHttp2Headers().status(Integer.toString(status));
        fields.forEach((name, value) -> {
            if (isSendable(name)) {
                lines.add(name.toLowerCase(Locale.ROOT), value); // RFC 9113 §8.2.1
            }
        });
        ChannelHandlerContext context = exchange.peer.handler();
        ChannelFuture done = ((Http2ConnectionHandler) context.handler())
                .encoder()
                .writeHeaders(context, (int) exchange.request.streamId(), lines, 0, false, context.newPromise());
        done.addListener(end -> {
            if (end.isSuccess()) {
                written.complete();
            } else {
                written.fail(end.cause());
            }
        });
        context.flush();
    }

    /** What is about this hop is the writer's own, and an interim response has no content. */
    private static boolean isSendable(String name) {
        FieldKind kind = FieldKind.of(name);
        return kind == FieldKind.PLAIN || kind == FieldKind.DATE;
    }
}
