import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.origin.Origin;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/**
 * A blocking servlet in Tomcat, and Weir with its cache in front of it: the servlet is written as ever and says how long
 * its answer may be kept.
 *
 * <p>Try {@code curl -i http://127.0.0.1:8080/}.
 */
public final class TomcatBehindWeir {

    private TomcatBehindWeir() {}

    /** A servlet as servlets are. */
    static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.setHeader("Cache-Control", "max-age=10");
            response.getWriter().println("a page from Tomcat");
        }
    }

    /** Takes the port as its first argument. */
    public static void main(String[] args) throws LifecycleException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "page", new Page());
        context.addServletMappingDecoded("/", "page");
        tomcat.getConnector();
        tomcat.start();
        int tomcatPort = tomcat.getConnector().getLocalPort();

        Vertx vertx = Vertx.vertx();
        Cache cache = Cache.create(vertx, CacheSettings.ofMemory(64 << 20));
        Origin origin = Origin.to(vertx, URI.create("http://127.0.0.1:" + tomcatPort));
        RunningServer server = Weir.serve(vertx, port, cache.around(origin)).await();
        System.out.println("listening on " + server.url());
    }
}
