package dev.weir.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;

/** Vert.x as the program wants it. */
final class Platform {

    /**
     * How long something may run on an event loop before the log says so. No code but Weir's own does, and none of that
     * waits: what takes a second or two is a machine that has no time for the program, as a small container has none at
     * the first request. Its user could not mend what a warning would name.
     */
    static final Duration BLOCKED = Duration.ofSeconds(10);

    private Platform() {}

    /** Epoll where it is to be had, else NIO; no directory for files from the class path, which nobody would remove. */
    static Vertx start(int eventLoops) {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setPreferNativeTransport(true)
                .setMaxEventLoopExecuteTime(BLOCKED.toNanos())
                .setWarningExceptionTime(BLOCKED.toNanos())
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }
}
