package dev.weir.cache;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs tasks one after the other, never one within another, on whatever thread {@code home} gives. */
final class Mailbox implements Executor {
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
        do {
            Runnable task = tasks.poll();
            try {
                if (task != null) {
                    task.run();
                }
            } catch (Throwable e) {
                onFault.accept(e);
            }
        } while (pending.decrementAndGet() > 0);
    }
}
