package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.CapturedTasks;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a handler answers from a file. */
class FileTest {
    private static final int LARGEST = 1 << 20;

    private final Rig rig = new Rig();
    private final CapturedTasks workers = new CapturedTasks();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private Response file(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("page.html"), content);
        return Response.file(file).with("Cache-Control", "max-age=60");
    }

    /** A request whose work off the event loop waits until the test lets it be done. */
    private Client getHeld() {
        TestScope scope = new TestScope(rig.time, Runnable::run, Runnable::run, workers);
        Client client =
                new Client(scope, Call.call(rig.cached, TestRequest.get("/x").scope(scope)));
        rig.clients.add(client);
        return client;
    }

    @Test
    void aSmallOneIsStored() throws Exception {
        Client first = rig.get("/x");
        rig.asked(0).answer(file("hello"));
        assertThat(first.call().text()).isEqualTo("hello");
        assertThat(first.status()).contains("stored");
        Files.delete(directory.resolve("page.html"));
        Client second = rig.get("/x");
        assertThat(second.call().text()).isEqualTo("hello");
        assertThat(second.status()).isEqualTo("Weir;hit;ttl=60");
        assertThat(second.call().field("Content-Type")).startsWith("text/html");
    }

    @Test
    void aLargeOneIsLeftToTheSystem() throws Exception {
        Client client = rig.get("/x");
        rig.asked(0).answer(file("x".repeat(LARGEST + 1)));
        assertThat(client.call().response().body()).isInstanceOf(Body.FileRegion.class);
        assertThat(rig.stats().stored()).isZero();
    }

    @Test
    void whoComesWhileItIsReadHasItToo() throws Exception {
        Client first = getHeld();
        rig.asked(0).answer(file("hello"));
        Client second = rig.get("/x");
        assertThat(first.call().isDone()).isFalse();
        workers.runAll();
        assertThat(first.call().text()).isEqualTo("hello");
        assertThat(second.call().text()).isEqualTo("hello");
        assertThat(second.status()).contains("collapsed");
        assertThat(rig.asked).hasSize(1);
    }

    @Test
    void oneThatCannotBeReadIsPassedOnAsItIs() throws Exception {
        Client client = getHeld();
        rig.asked(0).answer(file("hello"));
        Files.delete(directory.resolve("page.html"));
        workers.runAll();
        assertThat(client.call().response().body()).isInstanceOf(Body.FileRegion.class);
        assertThat(rig.stats().stored()).isZero();
    }

    @Test
    void whatIsReadForNobodyAnyMoreIsDropped() throws Exception {
        Client client = getHeld();
        rig.asked(0).answer(file("hello"));
        client.leave();
        workers.runAll();
        assertThat(rig.stats().stored()).isZero();
    }

    @Test
    void whatIsInvalidatedWhileItIsReadIsNotStored() throws Exception {
        Client client = getHeld();
        rig.asked(0).answer(file("hello"));
        rig.cache.purge(Purge.everything());
        workers.runAll();
        assertThat(client.call().text()).isEqualTo("hello");
        assertThat(rig.stats().stored()).isZero();
    }

    @Test
    void aDeadlineThatPassesMeanwhileIsA504() throws Exception {
        Client client = getHeld();
        rig.asked(0).answer(file("hello"));
        client.scope().cancel(Cancellation.DEADLINE);
        assertThat(client.call().status()).isEqualTo(504);
        workers.runAll();
    }

    @Test
    void oneThatWasStoredIsValidated() throws Exception {
        rig.get("/x");
        Path file = Files.writeString(directory.resolve("page.html"), "hello");
        rig.asked(0).answer(Response.file(file).with("Cache-Control", "max-age=1"));
        rig.advanceSeconds(2);
        Client client = rig.get("/x");
        rig.asked(1).answer(Response.file(rig.asked(1).request, file));
        assertThat(client.call().text()).isEqualTo("hello");
        assertThat(client.status()).contains("fwd-status=304");
    }
}
