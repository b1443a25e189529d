package dev.weir.benchmarks.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardVirtualThreadExecutor;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with a servlet: on its pool of 200 threads, or in mode {@code virtual} with a virtual thread for each request. */
public final class TomcatServer {
    private static final int THREADS = 200;

    private TomcatServer() {}

    public static void main(String[] arguments) throws IOException, LifecycleException {
        Logger.getLogger("").setLevel(Level.WARNING);
        Endpoints endpoints = new Endpoints(arguments);
        boolean virtual = endpoints.mode().equals("virtual");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxThreads", Integer.toString(THREADS));
        connector.setProperty("maxConnections", "20000");
        connector.setProperty("acceptCount", "4096");
        // By default a connection is closed after 100 requests.
        connector.setProperty("maxKeepAliveRequests", "-1");
        if (virtual) {
            StandardVirtualThreadExecutor executor = new StandardVirtualThreadExecutor();
            executor.setName("virtual");
            tomcat.getService().addExecutor(executor);
            connector.getProtocolHandler().setExecutor(executor);
        }
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        BlockingClient client =
                new BlockingClient(endpoints.originPort(), virtual ? Endpoints.ORIGIN_CONNECTIONS : THREADS);
        Tomcat.addServlet(context, "all", new All(endpoints, client));
        context.addServletMappingDecoded("/*", "all");
        tomcat.start();
        Endpoints.listening(connector.getLocalPort());
    }

    private static final class All extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final transient Endpoints endpoints;
        private final transient BlockingClient client;

        All(Endpoints endpoints, BlockingClient client) {
            this.endpoints = endpoints;
            this.client = client;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String path = request.getPathInfo();
            byte[] content = endpoints.blocking(path, client);
            response.setContentType(Endpoints.type(path));
            response.setContentLength(content.length);
            if (path.equals(Endpoints.PAGE)) {
                response.setHeader("Cache-Control", Endpoints.FOR_A_SECOND);
            }
            response.getOutputStream().write(content);
        }
    }
}
