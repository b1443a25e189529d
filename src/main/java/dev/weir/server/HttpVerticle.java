package dev.weir.server;

import dev.weir.http.HttpHandler;
import dev.weir.http.Time;
import dev.weir.wire.WireServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A verticle that owns an HTTP server and runs one handler. Deploy it as any verticle, with as many instances as there
 * are event loops to use; all instances of a deployment share one port, also where it is {@code 0}. Undeploying drains:
 * see {@link Drain}.
 */
public abstract class HttpVerticle extends VerticleBase {
    private @Nullable WireServer server;
    private @Nullable ServerSettings settings;

    /** What answers; asked for once, on the event loop that it will be called on, before the port is open. */
    protected abstract HttpHandler handler();

    /** The settings; asked for once, at the start. */
    protected ServerSettings settings() {
        return ServerSettings.onPort(8080);
    }

    @Override
    public Future<?> start() {
        ServerSettings asked = settings();
        settings = asked;
        return WireServer.listen(
                        vertx, Ports.address(vertx, context, asked.listen()), asked.limits(), asked.tls(), handler())
                .onSuccess(listening -> {
                    server = listening;
                    asked.drain().readiness().began();
                    Blame.of(vertx).watch(listening, asked.blame());
                })
                .onFailure(failure -> Ports.leave(vertx, context, asked.listen()));
    }

    @Override
    public Future<?> stop() {
        WireServer listening = server;
        ServerSettings asked = settings;
        if (listening == null || asked == null) {
            return Future.succeededFuture();
        }
        Drain drain = asked.drain();
        drain.readiness().fail();
        return pause(drain.pause())
                .compose(paused -> listening.drain(drain.limit()))
                .onComplete(done -> {
                    Blame.of(vertx).forget(listening);
                    Ports.leave(vertx, context, asked.listen());
                });
    }

    private Future<Void> pause(Duration length) {
        if (length.isZero()) {
            return Future.succeededFuture();
        }
        Promise<Void> over = Promise.promise();
        Time.of(vertx).after(length, over::complete);
        return over.future();
    }

    /**
     * The port that is listened on.
     *
     * @throws IllegalStateException before the start is complete
     */
    public final int port() {
        WireServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("not listening yet");
        }
        return listening.port();
    }
}
