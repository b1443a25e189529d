package dev.weir.benchmarks.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty with a handler that may block: on its pool of 200 threads, or in mode {@code virtual} with virtual threads for
 * what blocks.
 */
public final class JettyServer {
    private static final int THREADS = 200;

    private JettyServer() {}

    public static void main(String[] arguments) throws Exception {
        Endpoints endpoints = new Endpoints(arguments);
        boolean virtual = endpoints.mode().equals("virtual");
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        if (virtual) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        // One selector and one acceptor: it has one core.
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);
        BlockingClient client =
                new BlockingClient(endpoints.originPort(), virtual ? Endpoints.ORIGIN_CONNECTIONS : THREADS);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String path = Request.getPathInContext(request);
                byte[] content = endpoints.blocking(path, client);
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, Endpoints.type(path));
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
                response.write(true, ByteBuffer.wrap(content), callback);
                return true;
            }
        });
        server.start();
        Endpoints.listening(connector.getLocalPort());
    }
}
