package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.filter.Compression;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.CapturedTasks;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored is kept compressed as well, where its owner wants that. */
class CompressedTest extends CompressedTestCase {
    private static String unzipped(Client client) throws IOException {
        assertThat(client.call().field("Content-Encoding")).isEqualTo("gzip");
        byte[] bytes = client.call().bytes().getBytes();
        assertThat(client.call().field("Content-Length")).isEqualTo("" + bytes.length);
        return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aFormIsMadeOnceOnAWorkerAndTheContentServedAsItIsMeanwhile() throws IOException {
        CapturedTasks workers = new CapturedTasks();
        Client first = rig.store("/x", TEXT, FIELDS);
        assertThat(first.call().field("Vary")).isEqualTo("Foo, Accept-Encoding");
        for (int i = 0; i < 3; i++) {
            TestScope scope = new TestScope(rig.time, Runnable::run, Runnable::run, workers);
            Call call = Call.call(
                    rig.cached,
                    TestRequest.get("/x").field("Accept-Encoding", "gzip").scope(scope));
            assertThat(call.text()).isEqualTo(TEXT);
            assertThat(call.field("ETag")).isEqualTo("\"abc\"");
            assertThat(call.field("Vary")).isEqualTo("Foo, Accept-Encoding");
            scope.close();
        }
        assertThat(workers.size()).isEqualTo(1);
        long before = rig.stats().bytesStored();
        workers.runAll();
        Client coded = gzip();
        assertThat(unzipped(coded)).isEqualTo(TEXT);
        assertThat(coded.call().field("ETag")).isEqualTo("\"abc-gzip\"");
        assertThat(coded.call().field("Vary")).isEqualTo("Foo, Accept-Encoding");
        assertThat(coded.status()).isEqualTo("Weir;hit;ttl=60");
        assertThat(rig.stats().bytesStored()).isGreaterThan(before);
        assertThat(rig.get("/x").call().text()).isEqualTo(TEXT);
        assertThat(rig.asked).hasSize(1);
    }

    @Test
    void whereNoWorkerIsFreeTheNextWhoAsksTriesAgain() throws IOException {
        rig.store("/x", TEXT, FIELDS);
        TestScope busy = new TestScope(rig.time, Runnable::run, Runnable::run, new CapturedTasks(0));
        Call call = Call.call(
                rig.cached,
                TestRequest.get("/x").field("Accept-Encoding", "gzip").scope(busy));
        assertThat(call.text()).isEqualTo(TEXT);
        busy.close();
        gzip();
        assertThat(unzipped(gzip())).isEqualTo(TEXT);
    }

    /** Asks for a form of what is stored, which is made when the tasks are run. */
    private CapturedTasks begun() {
        CapturedTasks workers = new CapturedTasks();
        TestScope scope = new TestScope(rig.time, Runnable::run, Runnable::run, workers);
        Call call = Call.call(
                rig.cached,
                TestRequest.get("/x").field("Accept-Encoding", "gzip").scope(scope));
        assertThat(call.text()).isEqualTo(TEXT);
        scope.close();
        assertThat(workers.size()).isEqualTo(1);
        return workers;
    }

    @Test
    void aFormWhoseContentIsPurgedMeanwhileIsNotKept() throws IOException {
        rig.store("/x", TEXT, FIELDS);
        CapturedTasks workers = begun();
        rig.cache.purge(Purge.everything());
        workers.runAll();
        assertThat(rig.stats().bytesStored()).isZero();
        assertThat(rig.stats().bytesReserved()).isZero();
    }

    @Test
    void norIsItKeptWithWhatHasComeInItsPlace() throws IOException {
        rig.store("/x", TEXT, FIELDS);
        CapturedTasks workers = begun();
        rig.cache.purge(Purge.everything());
        String other = "Something else. ".repeat(400);
        rig.store("/x", other, FIELDS);
        long stored = rig.stats().bytesStored();
        workers.runAll();
        assertThat(rig.stats().bytesStored()).isEqualTo(stored);
        assertThat(gzip().call().text()).isEqualTo(other);
        assertThat(unzipped(gzip())).isEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFormWhoseContentIsFreshenedMeanwhileIsKeptUnderTheHeadOfNow(boolean purged) throws IOException {
        rig.store("/x", TEXT, FIELDS);
        CapturedTasks workers = begun();
        if (purged) {
            rig.cache.purge(Purge.everything().soft());
        } else {
            rig.advanceSeconds(61);
        }
        rig.get("/x");
        rig.asked(1).answer(Response.of(304, Fields.of("ETag", "\"abc\"", "Cache-Control", "max-age=90"), Body.none()));
        workers.runAll();
        Client coded = gzip();
        assertThat(unzipped(coded)).isEqualTo(TEXT);
        assertThat(coded.call().field("Cache-Control")).isEqualTo("max-age=90");
        assertThat(rig.asked).hasSize(2);
    }

    /** What is always validated is made smaller as well as what is fresh. */
    @ParameterizedTest
    @ValueSource(strings = {"max-age=0, must-revalidate", "no-cache", "max-age=1"})
    void whatWasValidatedIsServedInTheFormThatItsClientLikesBest(String control) throws IOException {
        String[] head = {"Content-Type", "text/html", "ETag", "\"abc\"", "Cache-Control", control};
        rig.store("/x", TEXT, head);
        for (int i = 1; i <= 2; i++) {
            rig.advanceSeconds(2);
            Client client = gzip();
            rig.asked(i).answer(Response.of(304, Fields.of("ETag", "\"abc\"", "Cache-Control", control), Body.none()));
            assertThat(client.call().status()).isEqualTo(200);
            if (i == 1) {
                assertThat(client.call().text()).isEqualTo(TEXT); // it is made meanwhile
            } else {
                assertThat(unzipped(client)).isEqualTo(TEXT);
                assertThat(client.call().field("ETag")).isEqualTo("\"abc-gzip\"");
                assertThat(client.call().field("Vary")).isEqualTo("Accept-Encoding");
            }
        }
        rig.advanceSeconds(2);
        Client has = gzip("If-None-Match", "\"abc-gzip\"");
        rig.asked(3).answer(Response.of(304, Fields.of("ETag", "\"abc\"", "Cache-Control", control), Body.none()));
        assertThat(has.call().status()).isEqualTo(304);
        assertThat(has.call().field("ETag")).isEqualTo("\"abc-gzip\"");
    }

    @Test
    void whatStandsInForAFailureIsServedInThatFormToo() throws IOException {
        rig.store("/x", TEXT, "Content-Type", "text/html", "Cache-Control", "max-age=9, stale-if-error=60");
        gzip();
        rig.advanceSeconds(20);
        Client client = gzip();
        rig.asked(1).answer(Response.of(503));
        assertThat(unzipped(client)).isEqualTo(TEXT);
    }

    @Test
    void headHasTheFieldsOfTheForm() {
        storeBoth();
        Client get = gzip();
        Client head = rig.send(TestRequest.head("/x").field("Accept-Encoding", "gzip"));
        assertThat(head.call().field("Content-Length")).isEqualTo(get.call().field("Content-Length"));
        assertThat(head.call().field("Content-Encoding")).isEqualTo("gzip");
        assertThat(head.call().field("ETag")).isEqualTo("\"abc-gzip\"");
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, image/png",
        "Content-Encoding, br",
        "Cache-Control, 'max-age=60, no-transform'",
    })
    void whatIsNotToBeCompressedIsLeftAlone(String name, String value) {
        rig.store(
                "/x",
                TEXT,
                Fields.of(FIELDS).with(name, value).copy().toString().strip().split(": |\n"));
        gzip();
        Client client = gzip();
        assertThat(client.call().text()).isEqualTo(TEXT);
        assertThat(client.call().field("ETag")).isEqualTo("\"abc\"");
        assertThat(client.call().field("Vary")).isEqualTo("Foo");
    }

    @Test
    void aClientThatWantsNoTransformationGetsNone() {
        storeBoth();
        assertThat(gzip("Cache-Control", "no-transform").call().text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "zstd", "gzip;q=0", "gzip;q=0.1, identity"})
    void whoTakesNoGzipOrLikesItLessGetsItAsItIs(String accepted) {
        storeBoth();
        assertThat(rig.get("/x", "Accept-Encoding", accepted).call().text()).isEqualTo(TEXT);
    }

    @Test
    void whatIsSmallOrDenseIsKeptInOneForm() {
        rig.store("/x", TEXT.substring(0, 1_023), FIELDS);
        long small = rig.stats().bytesStored();
        gzip();
        assertThat(gzip().call().text()).hasSize(1_023);
        assertThat(rig.stats().bytesStored()).isEqualTo(small);
        rig.cache.purge(Purge.everything());
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        rig.get("/x");
        rig.asked(1).answer(Response.of(200, Fields.of(FIELDS), Body.of(Buffer.buffer(noise))));
        long before = rig.stats().bytesStored();
        gzip();
        assertThat(gzip().call().bytes().getBytes()).isEqualTo(noise);
        assertThat(rig.stats().bytesStored()).isEqualTo(before);
    }

    @Test
    void formsCountInWhatOneUriMayTake() {
        Random random = new Random(1);
        StringBuilder digits = new StringBuilder();
        for (long i = 0; i < Rig.MEMORY / 8 - 100_000; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        rig.store("/x", digits.toString(), FIELDS);
        long before = rig.stats().bytesStored();
        for (int i = 0; i < 2; i++) {
            assertThat(gzip().call().text()).isEqualTo(digits.toString());
            assertThat(rig.stats().bytesStored()).isEqualTo(before);
        }
        assertThat(rig.stats().bytesReserved()).isEqualTo(before);
        assertThat(rig.asked).hasSize(1);
    }

    @Test
    void digestsOfOtherBytesAreLeftOut() {
        rig.store(
                "/x",
                TEXT,
                Fields.of(FIELDS)
                        .with("Repr-Digest", "sha-256=:AAAA:")
                        .with("Content-MD5", "AAAA")
                        .copy()
                        .toString()
                        .strip()
                        .split(": |\n"));
        assertThat(rig.get("/x").call().response().fields().contains("Repr-Digest"))
                .isTrue();
        gzip();
        Fields coded = gzip().call().response().fields();
        assertThat(coded.contains("Content-Encoding")).isTrue();
        assertThat(coded.contains("Repr-Digest") || coded.contains("Content-MD5"))
                .isFalse();
    }

    @Test
    void a304FreshensTheFormsToo() throws IOException {
        storeBoth();
        rig.advanceSeconds(61);
        Client validated = rig.get("/x");
        // The origin is asked about the tag that it gave, not to vary by what only this cache does.
        assertThat(rig.asked(1).request.fields().get("If-None-Match")).hasValue("\"abc\"");
        rig.asked(1).answer(Response.of(304, Fields.of("ETag", "\"abc\"", "Cache-Control", "max-age=90"), Body.none()));
        assertThat(validated.call().text()).isEqualTo(TEXT);
        Client coded = gzip();
        assertThat(unzipped(coded)).isEqualTo(TEXT);
        assertThat(coded.call().field("Cache-Control")).isEqualTo("max-age=90");
        assertThat(coded.call().field("Vary")).isEqualTo("Foo, Accept-Encoding");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void beforeTheFilterThereIsOneMechanism() throws IOException {
        storeBoth();
        TestScope scope = TestScope.at(rig.time);
        Call call = Call.call(
                Compression.gzip().around(rig.cached),
                TestRequest.get("/x").field("Accept-Encoding", "gzip").scope(scope));
        assertThat(call.field("ETag")).isEqualTo("\"abc-gzip\"");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(call.bytes().getBytes())).readAllBytes())
                .hasSize(TEXT.length());
        scope.close();
    }

    @Test
    void withoutTheSettingNothingIsCompressed() {
        Rig plain = new Rig();
        plain.store("/x", TEXT, FIELDS);
        plain.get("/x", "Accept-Encoding", "gzip");
        Client client = plain.get("/x", "Accept-Encoding", "gzip");
        assertThat(client.call().text()).isEqualTo(TEXT);
        assertThat(client.call().field("Vary")).isEqualTo("Foo");
        plain.checkInvariants();
    }

    @Test
    void aFormThatIsMadeMeanwhileDoesNotLoseAValidation() throws IOException {
        String[] fields = {
            "Content-Type", "text/html", "ETag", "\"abc\"", "Cache-Control", "max-age=1, stale-while-revalidate=600"
        };
        rig.store("/x", TEXT, fields);
        rig.advanceSeconds(2);
        gzip().call().text();
        rig.asked(1).answer(Response.of(304).with("ETag", "\"abc\"").with("Cache-Control", "max-age=60"));
        Client fresh = gzip();
        assertThat(unzipped(fresh)).isEqualTo(TEXT);
        assertThat(fresh.status()).isEqualTo("Weir;hit;ttl=60");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void norDoesItKeepWhatHasToGo() {
        String[] fields = {"Content-Type", "text/html", "Cache-Control", "max-age=1, stale-while-revalidate=600"};
        rig.store("/x", TEXT, fields);
        rig.advanceSeconds(2);
        gzip().call().text();
        rig.asked(1).answer(Response.text("other").with("Cache-Control", "no-store"));
        gzip();
        assertThat(rig.asked).hasSize(3);
        rig.asked(2).answer("other");
    }
}
