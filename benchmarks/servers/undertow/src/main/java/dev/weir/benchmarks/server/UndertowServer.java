package dev.weir.benchmarks.server;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.Options;

/** Undertow: one thread reads and writes, 200 workers run what blocks. */
public final class UndertowServer {
    private static final int THREADS = 200;

    private UndertowServer() {}

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING);
        Endpoints endpoints = new Endpoints(arguments);
        BlockingClient client = new BlockingClient(endpoints.originPort(), THREADS);
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(THREADS)
                .setSocketOption(Options.BACKLOG, 4096)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setHandler(new BlockingHandler(exchange -> {
                    String path = exchange.getRequestPath();
                    byte[] content = endpoints.blocking(path, client);
                    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Endpoints.type(path));
                    exchange.setResponseContentLength(content.length);
                    exchange.getOutputStream().write(content);
                }))
                .build();
        server.start();
        Endpoints.listening(
                ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
    }
}
