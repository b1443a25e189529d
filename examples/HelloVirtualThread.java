import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Hello, on a virtual thread: code that waits, written as such, one cheap thread for each request; it is interrupted
 * when the client hangs up. Needs Java 21 or later, and says so on an older one.
 *
 * <p>Try {@code curl http://127.0.0.1:8080/report}.
 */
public final class HelloVirtualThread {

    private HelloVirtualThread() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        HttpHandler report;
        try {
            report = HttpHandler.virtual(request -> Response.text("hello from " + newestTemporaryFile() + "\n"));
        } catch (UnsupportedOperationException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }

        RunningServer server = Weir.serve(Vertx.vertx(), port, Routes.of(get("/report", report)))
                .await();
        System.out.println("listening on " + server.url());
    }

    /** Stands for a call that blocks: a database, a file, another server. */
    private static String newestTemporaryFile() throws IOException {
        Path file = Files.createTempFile("weir", ".txt");
        Files.delete(file);
        return "a virtual thread";
    }
}
