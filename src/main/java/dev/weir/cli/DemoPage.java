package dev.weir.cli;

import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;
import static dev.weir.http.Routes.post;

import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Route;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The demo's page: its files, the figures that it shows, and the switch for the visitors. */
final class DemoPage {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Visitors visitors;

    DemoPage(Visitors visitors) {
        this.visitors = visitors;
    }

    List<Route> routes() {
        return List.of(
                get("/", file("index.html", "text/html; charset=utf-8")),
                get("/style.css", file("style.css", "text/css; charset=utf-8")),
                get("/script.js", file("script.js", "text/javascript; charset=utf-8")),
                get("/icon.svg", file("icon.svg", "image/svg+xml")),
                get("/demo/state", request -> ok(fresh(Response.json(visitors.watched())))),
                post("/demo/rate", this::setRate));
    }

    private Future<Response> setRate(Request request) {
        int rate = request.query("per-second")
                .filter(DemoPage::isRate)
                .map(Integer::parseInt)
                .orElseThrow(() ->
                        new HttpException(400, "per-second is a number from 0 to " + Visitors.MOST_A_SECOND + "."));
        visitors.rate(rate);
        return ok(fresh(Response.of(204)));
    }

    private static boolean isRate(String text) {
        return text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= Visitors.MOST_A_SECOND;
    }

    private static Response fresh(Response response) {
        return response.with("Cache-Control", "no-store");
    }

    private static HttpHandler file(String name, String type) {
        Response file = Response.bytes(type, read(name))
                .with("Cache-Control", "no-cache")
                .with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff");
        return request -> ok(file);
    }

    private static Buffer read(String name) {
        try (InputStream in = DemoPage.class.getResourceAsStream("demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program was packaged without its demo/" + name);
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
