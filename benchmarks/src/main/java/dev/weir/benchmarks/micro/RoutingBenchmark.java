package dev.weir.benchmarks.micro;

import static dev.weir.http.Routes.get;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.RequestHead;
import dev.weir.http.Response;
import dev.weir.http.Route;
import dev.weir.http.Routes;
import dev.weir.testkit.TestScope;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finding a route among many, beside vertx-web's Router.
 *
 * <pre>
 * mvn -q install -DskipTests &amp;&amp; mvn -q -f benchmarks/pom.xml package
 * java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main RoutingBenchmark -prof gc
 * </pre>
 *
 * <p>Paths share their first two segments and end in a parameter, which the handler reads. Of the look-ups, in random
 * order, eight of ten find a route, one finds no path (404), one no method (405).
 *
 * <p>In: choosing the route, taking and decoding the parameter, calling the handler, and the objects that each router
 * needs for a request (Weir: its Request and a succeeded Future; vertx-web: its RoutingContext and request wrapper). Out:
 * sockets, reading the request, writing the response; 404 and 405 of vertx-web go to an error handler that does nothing,
 * so that no response has to be faked. Weir's scope, which is made for cancelling and not for routing, is shared.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoutingBenchmark {
    private static final int LOOK_UPS = 4096;

    private record Head(String method, String target) implements RequestHead {
        @Override
        public String scheme() {
            return "http";
        }

        @Override
        public String authority() {
            return "localhost:8080";
        }

        @Override
        public Fields fields() {
            return Fields.empty();
        }

        @Override
        public String protocol() {
            return "HTTP/1.1";
        }

        @Override
        public String remoteAddress() {
            return "127.0.0.1";
        }
    }

    @Param({"10", "100", "1000", "10000"})
    int routes;

    private final TestScope scope = TestScope.create();
    private final Head[] heads = new Head[LOOK_UPS];
    private final RoutedRequest[] requests = new RoutedRequest[LOOK_UPS];
    private final Response answer = Response.of(204);
    private Vertx vertx;
    private Routes weir;
    private Router router;
    private int next;
    private String taken;

    @Setup
    public void fill() {
        vertx = Vertx.vertx();
        router = Router.router(vertx);
        router.errorHandler(404, context -> taken = "404");
        router.errorHandler(405, context -> taken = "405");
        HttpHandler handler = request -> {
            taken = request.param("id");
            return HttpHandler.ok(answer);
        };
        List<Route> table = new ArrayList<>();
        for (int i = 0; i < routes; i++) {
            table.add(get("/api/v1/service-" + i + "/items/{id}", handler));
            router.get("/api/v1/service-" + i + "/items/:id").handler(context -> taken = context.pathParam("id"));
        }
        weir = Routes.of(table);
        Random random = new Random(42);
        for (int i = 0; i < LOOK_UPS; i++) {
            int kind = random.nextInt(10);
            String path = "/api/v1/service-" + random.nextInt(routes) + (kind == 0 ? "/nothing/" : "/items/") + i;
            heads[i] = new Head(kind == 1 ? "POST" : "GET", path);
            requests[i] = new RoutedRequest(HttpMethod.valueOf(heads[i].method()), path);
        }
        check();
    }

    /** Both give the same answers, else they are not doing the same work. */
    private void check() {
        for (int i = 0; i < 100; i++) {
            router.handle(requests[i]);
            String theirs = taken;
            var ours = weir.handle(Request.of(heads[i], Body.none(), scope));
            String found = ours.succeeded()
                    ? taken
                    : Integer.toString(((HttpException) ours.cause()).status());
            if (!found.equals(theirs)) {
                throw new IllegalStateException(heads[i] + ": " + found + ", by vertx-web " + theirs);
            }
        }
    }

    @TearDown
    public void close() {
        vertx.close();
    }

    @Benchmark
    public Object weir() {
        return weir.handle(Request.of(heads[next++ & (LOOK_UPS - 1)], Body.none(), scope));
    }

    @Benchmark
    public Object vertxWeb() {
        router.handle(requests[next++ & (LOOK_UPS - 1)]);
        return taken;
    }
}
