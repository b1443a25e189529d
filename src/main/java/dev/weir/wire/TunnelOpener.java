package dev.weir.wire;

import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.Response;
import io.netty.channel.ChannelFuture;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a connection over, or one stream of it: what follows is no longer HTTP. */
final class TunnelOpener {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelOpener.class);

    private TunnelOpener() {}

    /** Opens {@code tunnel} with the head of {@code answer}; on the event loop. */
    static void open(Exchange exchange, Response answer, Body.Tunnel tunnel) {
        if (tunnel instanceof Body.Tunnel.Raw raw) {
            openRaw(exchange, answer, raw);
        } else if (tunnel instanceof Body.Tunnel.WebSocket webSocket) {
            openWebSocket(exchange, answer, webSocket);
        }
    }

    private static void openRaw(Exchange exchange, Response answer, Body.Tunnel.Raw raw) {
        HttpServerResponse response = exchange.request.response();
        HeadWriter head = new HeadWriter(response.headers(), exchange.peer.isHttp2());
        head.add(answer.fields());
        head.addUpgrade();
        exchange.request.toNetSocket().onComplete((socket, failure) -> {
            if (failure != null) {
                exchange.abort(Cancellation.ABANDONED);
                return;
            }
            socket.pause();
            opened(exchange, () -> raw.opened().accept(socket));
        });
    }

    private static void openWebSocket(Exchange exchange, Response answer, Body.Tunnel.WebSocket webSocket) {
        HeadWriter head = new HeadWriter(exchange.request.response().headers(), exchange.peer.isHttp2());
        head.addEach(answer.fields());
        exchange.request.toWebSocket().onComplete((socket, failure) -> {
            if (failure != null) {
                exchange.abort(Cancellation.ABANDONED);
                return;
            }
            opened(exchange, () -> webSocket.opened().accept(socket));
        });
    }

    /** Lets go of the exchange only behind its taker: the exchange's end closes a tunnel that nobody has taken. */
    private static void opened(Exchange exchange, Runnable taker) {
        try {
            exchange.run(taker);
        } catch (RuntimeException e) {
            LOG.error("what took over the connection of {} failed", exchange, e);
            ChannelFuture ignored = exchange.peer.channel().close();
        } finally {
            exchange.handedOver();
        }
    }
}
