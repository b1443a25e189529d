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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored is kept compressed as well, where its owner wants that. */
class CompressedTest {
    private static final String TEXT = "The same again, and again. ".repeat(400);
    private static final String[] FIELDS = {
        "Content-Type", "text/html", "ETag", "\"abc\"", "Cache-Control", "max-age=60", "Vary", "Foo"
    };

    private final Rig rig = new Rig(CacheSettings.ofMemory(Rig.MEMORY).withCompression());

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private Client gzip(String... fields) {
        TestRequest request = TestRequest.get("/x").field("Accept-Encoding", "gzip");
        for (int i = 0; i < fields.length; i += 2) {
            request.field(fields[i], fields[i + 1]);
        }
        return rig.send(request);
    }

    /** Stored, asked for once by somebody who takes gzip, and so there in both forms. */
    private void storeBoth() {
        rig.store("/x", TEXT, FIELDS);
        assertThat(gzip().call().text()).isEqualTo(TEXT);
    }

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
    void tagsAreMappedBack() {
        storeBoth();
        Client held = gzip("If-None-Match", "\"abc-gzip\"");
        assertThat(held.call().status()).isEqualTo(304);
        assertThat(held.call().field("ETag")).isEqualTo("\"abc-gzip\"");
        assertThat(held.call().field("Vary")).isEqualTo("Foo, Accept-Encoding");
        // Who has it as it is has nothing to fetch either.
        Client plain = gzip("If-None-Match", "\"abc\"");
        assertThat(plain.call().status()).isEqualTo(304);
        assertThat(plain.call().field("ETag")).isEqualTo("\"abc\"");
        assertThat(gzip("If-None-Match", "\"other-gzip\"").call().status()).isEqualTo(200);
        // Who does not take gzip now has no use for what it held.
        assertThat(rig.get("/x", "If-None-Match", "\"abc-gzip\"").call().status())
                .isEqualTo(200);
    }

    @Test
    void aFormThatIsNotThereAnyMoreIsStillKnownByItsTag() {
        Client first = gzip("If-None-Match", "\"abc-gzip\"");
        rig.asked(0).answer(TEXT, FIELDS);
        assertThat(first.call().status()).isEqualTo(304);
        assertThat(first.call().field("ETag")).isEqualTo("\"abc-gzip\"");
        Client hit = gzip("If-None-Match", "\"abc-gzip\"");
        assertThat(hit.call().status()).isEqualTo(304);
        assertThat(hit.call().field("ETag")).isEqualTo("\"abc-gzip\"");
    }

    @Test
    void aWeakTagIsTheSameForAllForms() {
        rig.store(
                "/x",
                TEXT,
                Fields.of(FIELDS)
                        .with("ETag", "W/\"abc\"")
                        .copy()
                        .toString()
                        .strip()
                        .split(": |\n"));
        gzip();
        assertThat(gzip().call().field("Content-Encoding")).isEqualTo("gzip");
        assertThat(gzip().call().field("ETag")).isEqualTo("W/\"abc\"");
        assertThat(gzip("If-None-Match", "W/\"abc\"").call().status()).isEqualTo(304);
    }

    @Test
    void anOriginIsAskedAboutItsOwnTagAsWell() {
        rig.send("PUT", "/x", "If-Match", "\"abc-gzip\", \"other\"");
        assertThat(rig.asked(0).request.fields().get("If-Match")).hasValue("\"abc-gzip\", \"other\", \"abc\"");
        rig.asked(0).answer("");
    }

    @Test
    void partsAreOfTheFormThatTheClientSaysItHasPartsOf() {
        storeBoth();
        byte[] coded = gzip().call().bytes().getBytes();
        Client rest = gzip("Range", "bytes=10-19", "If-Range", "\"abc-gzip\"");
        assertThat(rest.call().status()).isEqualTo(206);
        assertThat(rest.call().field("Content-Encoding")).isEqualTo("gzip");
        assertThat(rest.call().field("Content-Range")).isEqualTo("bytes 10-19/" + coded.length);
        assertThat(rest.call().bytes().getBytes()).isEqualTo(java.util.Arrays.copyOfRange(coded, 10, 20));
        Client plain = gzip("Range", "bytes=4-7", "If-Range", "\"abc\"");
        assertThat(plain.call().status()).isEqualTo(206);
        assertThat(plain.call().text()).isEqualTo(TEXT.substring(4, 8));
        assertThat(gzip("Range", "bytes=4-7").call().text()).isEqualTo(TEXT.substring(4, 8));
        assertThat(gzip("Range", "bytes=4-7", "If-Range", "\"old-gzip\"").call().text())
                .isEqualTo(TEXT);
    }

    @Test
    void aDateDoesNotTellWhichFormAClientHasPartsOf() {
        String[] dated = {
            "Content-Type",
            "text/html",
            "Cache-Control",
            "max-age=60",
            "Date",
            "Sat, 21 Nov 2026 08:00:00 GMT",
            "Last-Modified",
            "Fri, 20 Nov 2026 08:00:00 GMT"
        };
        rig.store("/x", TEXT, dated);
        Client client = gzip("Range", "bytes=4-7", "If-Range", "Fri, 20 Nov 2026 08:00:00 GMT");
        assertThat(client.call().status()).isEqualTo(200);
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
