package dev.weir.origin;

import dev.weir.http.Body;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the origin server whose bytes are no longer HTTP, joined to the client's: what one side sends the
 * other gets, at its pace, and when one side closes, the other is closed behind the last byte. Vert.x closes a
 * connection whose peer has sent its last byte, so that no side can go on alone.
 */
final class Tunnel {
    private final NetSocket origin;
    private final Runnable onEnd;
    private final Context context = Vertx.currentContext();
    private @Nullable NetSocket client;
    private boolean originClosed;
    private boolean clientBehind;
    private boolean over;

    /** Takes the origin's side, which stands still until there is a client's. */
    Tunnel(NetSocket origin, Runnable onEnd) {
        this.origin = origin;
        this.onEnd = onEnd;
        origin.pause();
        origin.exceptionHandler(failure -> originClosed());
        origin.endHandler(end -> originClosed());
        origin.closeHandler(closed -> originClosed());
    }

    Body.Tunnel body() {
        return Body.Tunnel.raw(this::join, this::end);
    }

    private void join(NetSocket other) {
        if (over) { // the origin was faster
            other.close();
            return;
        }
        client = other;
        other.exceptionHandler(failure -> end());
        other.closeHandler(closed -> end());
        other.endHandler(end -> end());
        other.handler(bytes -> {
            origin.write(bytes);
            if (origin.writeQueueFull()) {
                other.pause();
                origin.drainHandler(drained -> other.resume());
            }
        });
        origin.handler(bytes -> {
            other.write(bytes);
            if (other.writeQueueFull()) {
                clientBehind = true;
                origin.pause();
            }
        });
        other.drainHandler(drained -> {
            clientBehind = false;
            origin.resume();
            endIfDrained();
        });
        origin.resume();
        other.resume();
        endIfDrained();
    }

    private void originClosed() {
        originClosed = true;
        endIfDrained();
    }

    /** What the origin has sent last may wait still for a client that reads slowly. */
    private void endIfDrained() {
        if (originClosed && client != null && !clientBehind) {
            context.runOnContext(turn -> {
                if (!clientBehind) {
                    end();
                }
            });
        } else if (originClosed && client == null) {
            over = true;
            onEnd.run();
        }
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        NetSocket other = client;
        if (other != null) {
            other.end();
        }
        onEnd.run();
    }
}
