package dev.weir.wire;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;

/** What is known of one connection, so that no request on it asks again. Lives on the connection's event loop. */
final class Peer {
    private static final AttributeKey<Peer> KEY = AttributeKey.valueOf(Peer.class.getName());

    private final Channel channel;
    private final String remoteAddress;
    private final String scheme;
    private final boolean http2;
    private boolean closing;
    private boolean headEndsRequest;

    private Peer(HttpConnection connection, Channel channel) {
        this.channel = channel;
        SocketAddress remote = connection.remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        this.remoteAddress = host == null ? "unknown" : host;
        this.scheme = channel.pipeline().get(SslHandler.class) == null ? "http" : "https";
        this.http2 = connection.protocolVersion() == HttpVersion.HTTP_2;
    }

    /** Notes a connection when it is made. */
    static Peer install(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        Peer peer = new Peer(connection, channel);
        channel.attr(KEY).set(peer);
        return peer;
    }

    static Peer of(HttpConnection connection) {
        Peer peer = ((ConnectionBase) connection).channel().attr(KEY).get();
        return peer == null ? install(connection) : peer;
    }

    Channel channel() {
        return channel;
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

    /** Whether the close has been announced: no further request is handled (RFC 9112 §9.6). */
    boolean isClosing() {
        return closing;
    }

    void closing() {
        closing = true;
    }

    /** Whether the HTTP/2 head that is being read ends its request, which Vert.x says too late. */
    boolean headEndsRequest() {
        return headEndsRequest;
    }

    void headEndsRequest(boolean ends) {
        headEndsRequest = ends;
    }
}
