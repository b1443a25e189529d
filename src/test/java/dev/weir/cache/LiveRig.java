package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.ManualTime;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Live streams of a handler that answers when the test says so, in time that the test moves. */
abstract class LiveRig {
    static final String EVENTS = "text/event-stream";

    /** A run of the handler. */
    static final class Run {
        final Request request;
        final Promise<Response> promise = Promise.promise();
        boolean cancelled;
        boolean closed;

        Run(Request request) {
            this.request = request;
            request.onCancel(cause -> cancelled = true);
            request.scope().onEnd(sent -> closed = true);
        }

        TestBody stream(String type, String... fields) {
            return stream(Body.UNKNOWN_LENGTH, Fields.of(fields).with("Content-Type", type));
        }

        TestBody stream(long length, Fields fields) {
            TestBody body = TestBody.in(TestScope.create(), length);
            promise.complete(Response.of(200, fields, body.body()));
            return body;
        }
    }

    record Client(TestScope scope, Call call) {
        String soFar() {
            return call.textSoFar();
        }

        void leave() {
            scope.cancel(Cancellation.CLIENT_GONE);
            scope.close();
        }

        /** Has a look at the content without asking for any of it. */
        List<Throwable> watch() {
            List<Throwable> broken = new ArrayList<>();
            Body.Stream body = (Body.Stream) call.response().body();
            body.stream().exceptionHandler(broken::add);
            return broken;
        }
    }

    final ManualTime time = ManualTime.create();
    final List<Run> runs = new ArrayList<>();
    final List<Client> clients = new ArrayList<>();
    final HttpHandler handler = request -> {
        Run run = new Run(request);
        runs.add(run);
        return run.promise.future();
    };
    Live live = Live.create();

    Client get(String target, String... fields) {
        TestRequest request = TestRequest.get(target);
        for (int i = 0; i < fields.length; i += 2) {
            request.field(fields[i], fields[i + 1]);
        }
        return send(request);
    }

    Client send(TestRequest request) {
        TestScope scope = TestScope.at(time);
        Client client = new Client(scope, Call.call(live.around(handler), request.scope(scope)));
        clients.add(client);
        return client;
    }

    @AfterEach
    void nothingIsLeft() {
        clients.forEach(Client::leave);
        assertThat(live.stats().running()).as("runs").isZero();
        assertThat(live.stats().listening()).as("listening").isZero();
        assertThat(time.pending()).as("timers").isZero();
    }
}
