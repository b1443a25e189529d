package dev.weir.cache;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other, never one within another, on whatever thread {@code home} gives. */
final class Mailbox implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

    /** Tasks before others have their turn on the event loop. */
    private static final int TURN = 32;

    private final Executor home;
    private final Consumer<Throwable> onFault;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /** @param onFault told what a task throws; the next one runs all the same */
    Mailbox(Executor home, Consumer<Throwable> onFault) {
        this.home = home;
        this.onFault = onFault;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            home.execute(this::drain);
        }
    }

    private void drain() {
        int left = TURN;
        do {
            if (left-- == 0 && goesOnLater()) {
                return;
            }
            run(tasks.poll());
        } while (pending.decrementAndGet() > 0);
    }

    private void run(@Nullable Runnable task) {
        try {
            if (task != null) {
                task.run();
            }
        } catch (Throwable e) {
            try {
                onFault.accept(e);
            } catch (Throwable worse) { // the next one runs all the same
                LOG.error("a fault could not be dealt with", worse);
            }
        }
    }

    /** Lets the event loop see to others: many fast readers would keep it here until the last has everything. */
    private boolean goesOnLater() {
        Context here = Vertx.currentContext();
        if (here != null) {
            here.runOnContext(later -> drain());
        }
        return here != null;
    }
}
