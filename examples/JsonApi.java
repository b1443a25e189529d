import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.delete;
import static dev.weir.http.Routes.get;
import static dev.weir.http.Routes.post;

import dev.weir.Weir;
import dev.weir.http.HttpException;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small API of JSON: records in, records out. What is not JSON gets 400 with the line and column, a note without text
 * 400, what is not there 404. Try {@code curl -d '{"text":"water the plants"}' http://127.0.0.1:8080/notes}.
 */
public final class JsonApi {
    private final Map<String, Note> notes = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();

    record Note(String text) {}

    private Future<Response> create(Request request) {
        return request.json(Note.class).map(note -> {
            if (note.text() == null || note.text().isBlank()) {
                throw new HttpException(400, "A note has a text.");
            }
            String id = String.valueOf(lastId.incrementAndGet());
            notes.put(id, note);
            return Response.json(note).withStatus(201).with("Location", "/notes/" + id);
        });
    }

    /** An id is text, so that one that is no number is a note that is not there. */
    private static Note there(Note note) {
        return Optional.ofNullable(note).orElseThrow(() -> new HttpException(404, "There is no such note."));
    }

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        JsonApi api = new JsonApi();
        Routes routes = Routes.of(
                get("/notes", request -> ok(Response.json(api.notes))),
                post("/notes", api::create),
                get("/notes/{id}", request -> ok(Response.json(there(api.notes.get(request.param("id")))))),
                delete("/notes/{id}", request -> {
                    there(api.notes.remove(request.param("id")));
                    return ok(Response.of(204));
                }));
        RunningServer server = Weir.serve(Vertx.vertx(), port, routes).await();
        System.out.println("listening on " + server.url());
    }
}
