package dev.weir.cli;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a service, says where it listens, and drains it when the process is asked to end. */
final class Program {

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    /** More than a drain takes at the most, so that it is the drain that decides. */
    private static final long SECONDS_MORE = 10;

    private static final long SECONDS_TO_CLOSE = 5;

    private Program() {}

    /** Runs {@code service}, which needs no word more than where it listens, until the process ends. */
    static int run(Service service) throws InterruptedException {
        return run(service, "");
    }

    /**
     * Runs {@code service} until the process ends.
     *
     * @param advice what to do with the URL, said in a line of its own; empty where there is nothing to say
     * @throws StartException if it cannot start for a reason that its user can mend
     */
    static int run(Service service, String advice) throws InterruptedException {
        Running running = join(service);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running), "drain"));
        System.out.println("listening on " + running.server().url());
        if (!advice.isEmpty()) {
            System.out.println(advice);
        }
        System.out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private static Running join(Service service) {
        try {
            return service.start().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StartException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Ends the JVM itself: one that is ended by SIGTERM would exit with 143 although everything was well. */
    private static void end(Running running) {
        int status = 0;
        try {
            running.beforeDrain().run();
            await(running.server().drain(), running.drain().toSeconds() + SECONDS_MORE);
            // From here and not from the drain's own future: that one completes on an event loop, which close ends.
            await(running.vertx().close(), SECONDS_TO_CLOSE);
        } catch (ExecutionException | InterruptedException | TimeoutException | RuntimeException e) {
            LOG.warn("Could not stop cleanly", e);
            status = 1;
        }
        Logs.end();
        Runtime.getRuntime().halt(status);
    }

    private static void await(Future<Void> future, long seconds)
            throws ExecutionException, InterruptedException, TimeoutException {
        future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    }
}
