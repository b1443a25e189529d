package dev.weir.wire;

import dev.weir.edge.Limits;
import dev.weir.edge.Tls;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.Http2ServerConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.WebSocketServerConfig;
import io.vertx.core.net.impl.VertxConnection;
import java.util.Optional;

/** Sets a server's limits, and puts on each new connection what keeps to them. */
final class Edge {
    private final Limits limits;
    private final Lane lane;

    Edge(Limits limits, Lane lane) {
        this.limits = limits;
        this.lane = lane;
    }

    /** What Vert.x can be told beforehand. */
    HttpServerConfig config(Optional<Tls> tls) {
        // Compressed WebSockets are off: their handler would see every message of every request.
        HttpServerConfig config = new HttpServerConfig()
                .setWebSocketConfig(new WebSocketServerConfig()
                        .setUsePerFrameCompression(false)
                        .setUsePerMessageCompression(false));
        if (tls.isEmpty()) {
            // Cleartext HTTP/2 is off: by prior knowledge nobody but attackers uses it here.
            return config.setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
        }
        config.setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
        // Until a connection is handed over, which an HTTP/2 client can put off; see connected.
        config.getTcpConfig()
                .setIdleTimeout(
                        limits.connection().handshake().plus(limits.head().time()));
        return config.setHttp2Config(http2());
    }

    /** Floods of resets and of small continuations have their limits in Vert.x, on by default. */
    private Http2ServerConfig http2() {
        return new Http2ServerConfig()
                .setInitialSettings(new Http2Settings()
                        .setMaxHeaderListSize(limits.head().section())
                        .setMaxConcurrentStreams(limits.connection().streams()));
    }

    /** Takes a new connection, before anything of its first request is read. */
    void connected(HttpConnection connection) {
        Peer peer = Peer.install(connection);
        ChannelPipeline pipeline = peer.channel().pipeline();
        if (pipeline.get(IdleStateHandler.class) != null) {
            // From here on it would kill a handler at work.
            pipeline.remove(IdleStateHandler.class);
        }
        if (peer.isHttp2()) {
            Http2Heads.install(connection, peer, lane.time, limits);
        } else {
            ChannelHandler decoder = new StrictRequestDecoder(limits.head(), lane.time, peer);
            pipeline.replace(StrictRequestDecoder.NAME, StrictRequestDecoder.NAME, decoder);
            pipeline.replace(ResponseEncoder.NAME, ResponseEncoder.NAME, new ResponseEncoder());
            pipeline.addLast(new FlushedClose((VertxConnection) connection, peer, lane.leaving));
            if (peer.channel() instanceof NioSocketChannel) {
                pipeline.addFirst(new ReadAhead());
            }
        }
        IdleWatch.install(connection, peer, lane.time, limits.connection().idle());
    }
}
