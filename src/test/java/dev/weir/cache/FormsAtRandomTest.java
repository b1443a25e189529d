package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Asked;
import dev.weir.cache.Rig.Client;
import dev.weir.fields.ByteRanges;
import dev.weir.fields.ContentRange;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A page that changes, sent in any form to clients that take any, whole, in parts and on conditions. Who reads it reads what
 * the origin wrote, in a coding that he takes, and a strong entity tag is of one sequence of bytes (RFC 9110 §8.8.1).
 */
class FormsAtRandomTest {
    private static final int CASES = 1_500;
    private static final int STEPS = 40;
    private static final List<String> ACCEPTED = List.of(
            "", "gzip", "br", "gzip, br", "gzip;q=0.5, br;q=0.4", "identity", "gzip;q=0, *", "*", "x-gzip", "deflate");
    private static final List<String> RANGES =
            List.of("bytes=0-99", "bytes=10-29", "bytes=-50", "bytes=1500-", "bytes=0-");
    private static final List<String> CONTROLS = List.of(
            "max-age=60",
            "max-age=60",
            "max-age=5, stale-while-revalidate=20",
            "max-age=5",
            "max-age=60, no-transform",
            "no-cache",
            "private");

    @BeforeAll
    static void brotliIsThere() {
        WritersTest.needBrotli();
    }

    @Test
    void everyFormIsReadAsWhatTheOriginWrote() {
        int coded = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Case one = new Case(seed);
            try {
                one.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with seed " + seed + "\n" + String.join("\n", one.log), e);
            }
            coded += one.coded;
        }
        assertThat(coded).as("answers that the cache has compressed").isGreaterThan(CASES);
    }

    private static String text(int version) {
        return ("The same again, version " + version + ". ").repeat(80 + version);
    }

    /** One version as the origin sends it. */
    private record Version(int number, String tag, boolean small) {
        Buffer bytes() {
            return Buffer.buffer(small ? "small".repeat(number + 1) : text(number));
        }
    }

    private record Question(Client client, String method, Fields fields) {}

    private static final class Case {
        final List<String> log = new ArrayList<>();
        int coded;

        private final Dice dice;
        private final Rig rig = new Rig(CacheSettings.ofMemory(Rig.MEMORY).withCompression());
        private final List<Question> open = new ArrayList<>();
        private final List<Version> versions = new ArrayList<>();
        private final Map<String, Buffer> tagged = new HashMap<>();
        private final List<String> seen = new ArrayList<>();
        private int asked;

        Case(long seed) {
            dice = Dice.of(seed);
            change();
        }

        private void change() {
            int number = versions.size();
            String tag = dice.one(List.of("\"v" + number + "\"", "\"v" + number + "\"", "W/\"v" + number + "\"", ""));
            versions.add(new Version(number, tag, dice.chance(6)));
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                switch (dice.below(12)) {
                    case 0 -> change();
                    case 1 -> rig.advanceSeconds(dice.below(90));
                    case 2, 3, 4 -> answer();
                    default -> ask();
                }
                look();
            }
            while (asked < rig.asked.size()) {
                answer();
                look();
            }
            assertThat(open).isEmpty();
            rig.checkInvariants();
        }

        private void ask() {
            Fields fields = Fields.of("A", "1");
            String accepted = dice.one(ACCEPTED);
            fields = accepted.isEmpty() ? fields : fields.with("Accept-Encoding", accepted);
            if (dice.chance(4)) {
                fields = fields.with("Range", dice.one(RANGES));
                fields = dice.chance(2) && !seen.isEmpty() ? fields.with("If-Range", dice.one(seen)) : fields;
            }
            if (dice.chance(3) && !seen.isEmpty()) {
                String last = seen.get(seen.size() - 1);
                fields = fields.with("If-None-Match", dice.chance(2) ? last : dice.one(seen) + ", " + dice.one(seen));
            }
            if (dice.chance(8)) {
                fields = fields.with("Cache-Control", dice.one(List.of("no-cache", "no-transform", "max-age=0")));
            }
            log.add("asks " + History.lines(fields));
            String method = dice.chance(10) ? "HEAD" : "GET";
            open.add(new Question(rig.send(method, "/x", fields), method, fields));
        }

        /** The next that was asked: as it is, in part, not modified, or compressed by the origin. */
        private void answer() {
            if (asked == rig.asked.size()) {
                return;
            }
            Asked next = rig.asked.get(asked++);
            Request request = next.request;
            if (next.cancelled) {
                return;
            }
            if (dice.chance(12)) {
                next.fail(new IOException("reset"));
                return;
            }
            Version version = versions.get(versions.size() - 1);
            Fields fields = Fields.of("Number", Integer.toString(version.number()), "Content-Type", "text/html")
                    .with("Cache-Control", dice.one(CONTROLS))
                    .with("Repr-Digest", "sha-256=:AAAA:");
            fields = version.tag().isEmpty() ? fields : fields.with("ETag", version.tag());
            fields = dice.chance(3) ? fields.with("Vary", "A") : fields;
            boolean ownForm = dice.chance(6)
                    && takes(request.fields(), "gzip")
                    && !request.fields().contains("Range");
            if (ownForm) {
                fields = fields.with("Vary", "Accept-Encoding")
                        .with("Content-Encoding", "gzip")
                        .with("ETag", "\"z" + version.number() + "\"");
            }
            Buffer bytes = ownForm ? gzip(version.bytes()) : version.bytes();
            String tag = fields.get("ETag", "none");
            boolean held = request.fields().get("If-None-Match", "").contains(tag);
            Response response = held
                    ? Response.of(304, fields.without("Content-Encoding"), Body.none())
                    : part(request, version, fields).orElse(Response.of(200, fields, Body.of(bytes)));
            log.add("comes " + response.status() + " " + History.lines(response.fields()));
            String length = Long.toString(bytes.length());
            next.answer(
                    request.method().equals("HEAD")
                            ? response.with("Content-Length", length).withBody(Body.none())
                            : response);
        }

        private static Buffer gzip(Buffer bytes) {
            ByteArrayOutputStream coded = new ByteArrayOutputStream();
            try (GZIPOutputStream writer = new GZIPOutputStream(coded)) {
                writer.write(bytes.getBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Buffer.buffer(coded.toByteArray());
        }

        private Optional<Response> part(Request request, Version version, Fields fields) {
            boolean unchanged = request.field("If-Range")
                    .map(tag -> tag.equals(version.tag()) && !tag.startsWith("W/"))
                    .orElse(true);
            Buffer bytes = version.bytes();
            return request.field("Range")
                    .filter(range -> unchanged && request.method().equals("GET"))
                    .flatMap(ByteRanges::parse)
                    .flatMap(ranges -> ranges.of(bytes.length()).stream().findFirst())
                    .map(span -> Response.of(
                            206,
                            fields.with(
                                    "Content-Range",
                                    new ContentRange(span.first(), span.last(), bytes.length()).toString()),
                            Body.of(bytes.slice((int) span.first(), (int) span.last() + 1))));
        }

        private void look() {
            List<Question> done = new ArrayList<>(open);
            done.removeIf(question -> !question.client().call().isDone());
            open.removeAll(done);
            for (Question question : done) {
                Response response = question.client().call().response();
                String what = History.lines(question.fields()) + "\nwas answered " + response.status() + " "
                        + History.lines(response.fields());
                log.add(what);
                if (response.status() < 400) {
                    check(question, response, what);
                }
            }
        }

        private void check(Question question, Response response, String what) {
            Fields fields = response.fields();
            Version version = versions.get(Integer.parseInt(fields.get("Number", "")));
            String tag = fields.get("ETag", "");
            String coding = fields.get("Content-Encoding", "identity");
            if (!tag.isEmpty()) {
                seen.add(tag);
            }
            if (response.status() == 304) {
                checkNotModified(question.fields(), fields, what);
                return;
            }
            assertThat(takes(question.fields(), coding))
                    .as("%s is taken\n%s", coding, what)
                    .isTrue();
            if (!coding.equals("identity") && !tag.startsWith("\"z")) {
                coded++;
                assertThat(fields.get("Vary", "")).as(what).contains("Accept-Encoding");
                assertThat(fields.get("Cache-Control", "")).as(what).doesNotContain("no-transform");
                assertThat(question.fields().get("Cache-Control", "")).as(what).doesNotContain("no-transform");
                assertThat(fields.contains("Repr-Digest")).as(what).isFalse();
            }
            Buffer bytes = question.client().call().bytes();
            assertThat(bytes.length() == 0).as(what).isEqualTo(question.method().equals("HEAD"));
            if (bytes.length() == 0) {
                return;
            }
            fields.get("Content-Length")
                    .ifPresent(length -> assertThat(length).as(what).isEqualTo(Integer.toString(bytes.length())));
            Optional<ContentRange> part = fields.get("Content-Range").flatMap(ContentRange::parse);
            if (part.isPresent()) {
                assertThat(response.status()).as(what).isEqualTo(206);
                // Of a form that only the cache makes, the whole is known once it has been sent.
                Optional.ofNullable(coding.equals("identity") ? version.bytes() : tagged.get(tag))
                        .ifPresent(whole -> checkPart(part.get(), bytes, whole, what));
                return;
            }
            assertThat(read(coding, bytes)).as(what).isEqualTo(version.bytes().toString());
            if (tag.startsWith("\"")) {
                assertThat(tagged.getOrDefault(tag, bytes))
                        .as("of one tag\n%s", what)
                        .isEqualTo(bytes);
                tagged.put(tag, bytes);
            }
        }

        private static void checkPart(ContentRange part, Buffer bytes, Buffer whole, String what) {
            assertThat(part.complete()).as(what).isEqualTo(whole.length());
            assertThat(bytes).as(what).isEqualTo(whole.slice((int) part.first(), (int) part.last() + 1));
        }

        private static void checkNotModified(Fields asking, Fields told, String what) {
            String opaque = told.get("ETag", "").replace("W/", "");
            assertThat(opaque).as(what).isNotEmpty();
            assertThat(asking.get("If-None-Match", "")).as(what).contains(opaque);
            for (String coding : List.of("gzip", "br")) {
                if (opaque.endsWith("-" + coding + "\"")) {
                    assertThat(takes(asking, coding)).as(what).isTrue();
                    assertThat(told.contains("Repr-Digest")).as(what).isFalse();
                }
            }
        }

        /** RFC 9110 §12.5.3, but that who says nothing is sent no coding, as many who say nothing know none. */
        private static boolean takes(Fields asking, String coding) {
            String accepted = asking.get("Accept-Encoding", "");
            return switch (coding) {
                case "identity" -> true;
                case "gzip" -> accepted.contains("gzip") ? !accepted.contains("gzip;q=0,") : accepted.contains("*");
                default -> accepted.contains(coding) || accepted.contains("*");
            };
        }

        private static String read(String coding, Buffer bytes) {
            try {
                return coding.equals("identity") ? bytes.toString() : WritersTest.read(coding, bytes.getBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
