package dev.weir.cli;

import dev.weir.http.HttpHandler;
import dev.weir.server.Drain;
import java.time.Duration;
import java.util.Optional;

/**
 * How a server program stops.
 *
 * @param ready the path at which it says whether requests are wanted, if any
 */
record Stopping(Optional<String> ready, Drain drain) {

    /** {@code handler}, but for the path of readiness. */
    HttpHandler before(HttpHandler handler) {
        return ready.<HttpHandler>map(path -> request ->
                        request.path().equals(path) ? drain.readiness().handle(request) : handler.handle(request))
                .orElse(handler);
    }

    /** How long it takes at the most. */
    Duration atTheMost() {
        return drain.pause().plus(drain.limit());
    }
}
