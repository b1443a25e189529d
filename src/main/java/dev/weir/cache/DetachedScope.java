package dev.weir.cache;

import dev.weir.http.Scope;
import dev.weir.http.Time;
import java.util.concurrent.Executor;

/** The life of what goes on in nobody's name, on the event loop of the request that began it. */
abstract class DetachedScope extends Scope {
    private final Time time;
    private final Executor home;
    private final Executor workers;

    /** @param leader whose event loop it runs on */
    DetachedScope(Scope leader) {
        this.time = leader.time();
        this.home = leader.detached();
        this.workers = leader.workers();
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public Executor loop() {
        return home;
    }

    @Override
    public Executor detached() {
        return home;
    }

    @Override
    public Executor workers() {
        return workers;
    }
}
