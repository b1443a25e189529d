package dev.weir.benchmarks.profile;

import java.util.Arrays;
import java.util.List;

/** What a program does at a place in its code, told by the names of methods. The first place that knows a method has it. */
enum Place {
    EVENTS("waiting for events", "io.netty.channel.epoll.Native.epoll", "io.netty.channel.epoll.Native.eventFd", "sun.nio.ch.EPoll."),
    WRITING(
            "writing to the socket",
            "io.netty.channel.unix.FileDescriptor.write",
            "io.netty.channel.unix.Socket.send",
            "io.netty.channel.epoll.Native.sendmmsg",
            "io.netty.channel.epoll.LinuxSocket.sendFile",
            "sun.nio.ch.SocketDispatcher.write",
            "sun.nio.ch.FileDispatcherImpl.write"),
    READING(
            "reading from the socket",
            "io.netty.channel.unix.FileDescriptor.read",
            "io.netty.channel.unix.Socket.recv",
            "sun.nio.ch.SocketDispatcher.read",
            "sun.nio.ch.FileDispatcherImpl.read"),
    SOCKETS("opening and closing connections", "io.netty.channel.unix.Socket.", "io.netty.channel.unix.FileDescriptor.close"),
    COPYING(
            "copying bytes",
            "jdk.internal.misc.Unsafe.copyMemory",
            "jdk.internal.misc.Unsafe.setMemory",
            "jdk.internal.misc.ScopedMemoryAccess.copyMemory",
            "java.lang.System.arraycopy",
            "io.netty.util.internal.PlatformDependent.copyMemory",
            "io.netty.util.internal.PlatformDependent0.copyMemory"),
    TLS("TLS", "io.netty.internal.tcnative.", "io.netty.handler.ssl.", "sun.security.ssl.", "com.sun.crypto."),
    ROUTING(
            "routing",
            "dev.weir.http.Route",
            "dev.weir.http.SegmentTable",
            "dev.weir.http.PathRules",
            "dev.weir.http.Params"),
    CACHE("cache", "dev.weir.cache.", "dev.weir.policy.", "dev.weir.store.", "dev.weir.config."),
    HTTP(
            "reading and writing HTTP",
            "io.netty.handler.codec.",
            "io.vertx.core.http.",
            "dev.weir.wire.",
            "dev.weir.fields.",
            "dev.weir.origin.",
            "dev.weir.http."),
    HANDLER("the handler's own work", "dev.weir.benchmarks.server.", "com.fasterxml.jackson.", "org.apache.hc.", "io.vertx.ext."),
    BUFFERS("buffers", "io.netty.buffer."),
    LOOP("event loop and its pipeline", "io.netty.channel.", "io.netty.util.concurrent.", "io.vertx.core."),
    THREADS(
            "handing over between threads",
            "java.util.concurrent.locks.",
            "java.util.concurrent.ForkJoin",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.lang.VirtualThread."),
    OTHER("all else");

    private final String title;
    private final List<String> methods;

    Place(String title, String... methods) {
        this.title = title;
        this.methods = List.of(methods);
    }

    String title() {
        return title;
    }

    /** Whether what is seen there is the kernel's work. */
    boolean isKernel() {
        return this == WRITING || this == READING || this == SOCKETS;
    }

    /** @param frames methods with their classes, the one that runs first */
    static Place of(List<String> frames) {
        return frames.stream()
                .flatMap(frame -> Arrays.stream(values()).filter(place -> place.knows(frame)).limit(1))
                .findFirst()
                .orElse(OTHER);
    }

    private boolean knows(String frame) {
        return methods.stream().anyMatch(frame::startsWith);
    }
}
