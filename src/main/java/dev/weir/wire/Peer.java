package dev.weir.wire;

import dev.weir.http.HttpException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/** What is known of one connection, so that no request on it asks again. Lives on the connection's event loop. */
final class Peer {
    private static final AttributeKey<Peer> KEY = AttributeKey.valueOf(Peer.class.getName());

    private final ConnectionBase connection;
    private final Channel channel;
    private final String remoteAddress;
    private final String scheme;
    private final boolean http2;
    private boolean closing;
    private boolean headEndsRequest;
    private boolean readsHead;
    private int headsRead;
    private int exchangesBegun;
    private int exchangesOpen;
    private boolean handedOver;
    private @Nullable Exchange latest;
    private @Nullable HttpException fault;

    private Peer(HttpConnection connection) {
        this.connection = (ConnectionBase) connection;
        this.channel = this.connection.channel();
        SocketAddress remote = connection.remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        this.remoteAddress = host == null ? "unknown" : host;
        this.scheme = channel.pipeline().get(SslHandler.class) == null ? "http" : "https";
        this.http2 = connection.protocolVersion() == HttpVersion.HTTP_2;
    }

    /** Notes a connection when it is made. */
    static Peer install(HttpConnection connection) {
        Peer peer = new Peer(connection);
        peer.channel.attr(KEY).set(peer);
        return peer;
    }

    static Peer of(HttpConnection connection) {
        Peer peer = ((ConnectionBase) connection).channel().attr(KEY).get();
        return peer == null ? install(connection) : peer;
    }

    Channel channel() {
        return channel;
    }

    /** Where Vert.x's handler is in the pipeline; in HTTP/2 that is an {@code Http2ConnectionHandler}. */
    ChannelHandlerContext handler() {
        return connection.channelHandlerContext();
    }

    /** Tells Vert.x's metrics of bytes that have gone out past them. */
    void sent(long bytes) {
        connection.reportBytesWritten(bytes);
    }

    String remoteAddress() {
        return remoteAddress;
    }

    String scheme() {
        return scheme;
    }

    boolean isHttp2() {
        return http2;
    }

    /** Whether bytes go to the socket as they are, in the order of the responses. */
    boolean isPlainHttp1() {
        return !http2 && scheme.equals("http");
    }

    /** Whether the close has been announced: no further request is handled (RFC 9112 §9.6). */
    boolean isClosing() {
        return closing;
    }

    void closing() {
        closing = true;
    }

    /** Closes without waiting for anything, not even for what is queued to be sent. */
    void cut() {
        closing = true;
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) {
            ChannelFuture ignored = first.close();
        }
    }

    /** An exchange begins; in HTTP/1, that of the next head that was read. */
    void began(Exchange exchange) {
        exchangesBegun++;
        exchangesOpen++;
        latest = exchange;
        HttpException broken = fault;
        if (broken != null && exchangesBegun == headsRead) {
            channel.eventLoop().execute(() -> exchange.contentBroken(broken));
        }
    }

    /** An exchange has ended. */
    void ended(Exchange exchange) {
        exchangesOpen--;
        if (latest == exchange) {
            latest = null;
        }
    }

    /** What follows on this connection is not HTTP/1 any more. */
    void handedOver() {
        handedOver = true;
    }

    /** Whether anything goes on that has limits of its own. */
    boolean isBusy() {
        return exchangesOpen > 0 || readsHead || handedOver;
    }

    /** How many exchanges there have been. */
    int exchangesBegun() {
        return exchangesBegun;
    }

    /** A head of HTTP/1 has been read, or refused: its exchange will begin in its turn. */
    void headRead() {
        headsRead++;
    }

    /** Whether a part of a head has come. */
    void readsHead(boolean does) {
        readsHead = does;
    }

    /** The content of the latest head cannot be read on: whoever reads it, now or in its turn, is told. */
    void contentBroken(HttpException broken) {
        fault = broken;
        Exchange reading = latest;
        if (reading != null && exchangesBegun == headsRead) {
            reading.contentBroken(broken);
        }
    }

    /** Whether the HTTP/2 head that is being read ends its request, which Vert.x says too late. */
    boolean headEndsRequest() {
        return headEndsRequest;
    }

    void headEndsRequest(boolean ends) {
        headEndsRequest = ends;
    }
}
