package dev.weir.filter;

import static dev.weir.testkit.Call.call;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Sent;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccessLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.weir.access");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final TestScope scope = TestScope.create();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void oneLineTellsOfAnExchangeAtItsEndWithoutTheQuery() {
        scope.route("/hello/{name}");
        HttpHandler handler = request -> HttpHandler.ok(
                Response.text("hi").with("Cache-Status", "Weir;hit;ttl=57").with("X-Request-Id", "id-1"));
        call(
                AccessLog.create().around(handler),
                TestRequest.get("/hello/ada?token=secret").scope(scope));
        assertThat(lines()).isEmpty();
        scope.time().advance(Duration.ofNanos(1_203_000));
        scope.close(new Sent(200, 2));
        assertThat(lines())
                .containsExactly(
                        "client=127.0.0.1 method=GET host=localhost path=/hello/ada protocol=HTTP/1.1 status=200"
                                + " bytes=2 ms=1.203 route=/hello/{name} cache=\"Weir;hit;ttl=57\" id=id-1");
    }

    @Test
    void norDoesTheKeyThatACacheTellsBringTheQueryIntoTheLog() {
        HttpHandler handler = request -> HttpHandler.ok(Response.text("hi")
                .with(
                        "Cache-Status",
                        "Far; fwd=miss; key=\"http://a/?token=secret,1\", Weir;hit;key=\"/?token=secret;2\";ttl=3"));
        call(
                AccessLog.create().around(handler),
                TestRequest.get("/?token=secret").scope(scope));
        scope.close(new Sent(200, 2));
        assertThat(lines().get(0))
                .contains(" cache=\"Far; fwd=miss, Weir;hit;ttl=3\"")
                .doesNotContain("secret");
    }

    @Test
    void aClientThatLeftIsALineToo() {
        call(
                AccessLog.create().around(request -> Promise.<Response>promise().future()),
                TestRequest.get("/slow").scope(scope));
        scope.cancel(Cancellation.CLIENT_GONE);
        scope.close();
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).contains("status=0 bytes=0").endsWith("cancelled=client_gone");
    }

    @Test
    void nothingInARequestForgesALine() {
        call(
                AccessLog.create().around(request -> HttpHandler.ok(Response.text("x"))),
                TestRequest.of("GET", "/a\" status=500\nclient=1").scope(scope));
        scope.close(new Sent(200, 1));
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).contains("path=\"/a\\\" status=500\\u000aclient=1\" protocol");
    }
}
