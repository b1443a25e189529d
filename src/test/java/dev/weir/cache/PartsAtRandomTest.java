package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Asked;
import dev.weir.cache.Rig.Client;
import dev.weir.fields.ByteRanges;
import dev.weir.fields.ByteRanges.Span;
import dev.weir.fields.ContentRange;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A content that changes, parts of it that are asked for and come in any order, and an origin of many moods. Who gets bytes
 * gets those of the representation that their entity tag names, from where Content-Range says, and what a Range has brought
 * about is nobody's without one.
 */
class PartsAtRandomTest {
    private static final int CASES = 1_500;
    private static final int STEPS = 30;
    private static final int LENGTH = 60;
    private static final List<String> RANGES = List.of(
            "bytes=2-6",
            "bytes=0-9",
            "bytes=5-29",
            "bytes=30-",
            "bytes=-10",
            "bytes=0-",
            "bytes=10-99",
            "bytes=70-",
            "bytes=0-1,4-5");
    private static final List<String> CONTROLS = List.of(
            "max-age=60",
            "max-age=60",
            "max-age=5, stale-while-revalidate=20",
            "max-age=5, stale-if-error=50",
            "no-cache",
            "private");

    @Test
    void nobodyIsGivenWhatIsNotHis() {
        int parts = 0;
        for (int seed = 0; seed < CASES; seed++) {
            try {
                parts += new Case(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with seed " + seed, e);
            }
        }
        assertThat(parts).as("parts that were looked at").isGreaterThan(CASES);
    }

    /** The content of a version. */
    private static String text(int version) {
        StringBuilder text = new StringBuilder();
        Random letters = new Random(version);
        while (text.length() < LENGTH + version % 3) {
            text.append((char) ('a' + letters.nextInt(26)));
        }
        return text.toString();
    }

    private static String tag(int version) {
        return "\"" + version + "\"";
    }

    private record Question(Client client, String method, Fields fields) {}

    private static final class Case {
        private final Random random;
        private final Rig rig;
        private final List<Question> questions = new ArrayList<>();
        private final List<Asked> answered = new ArrayList<>();
        private int version = 1;

        Case(long seed) {
            random = new Random(seed);
            rig = new Rig(CacheSettings.ofMemory(Rig.MEMORY).withMaxBodyBytes(chance(4) ? 40 : 1 << 20));
        }

        private boolean chance(int of) {
            return random.nextInt(of) == 0;
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        /** How many of the answers were parts. */
        int run() {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(14)) {
                    case 0 -> version++;
                    case 1 -> rig.advanceSeconds(random.nextInt(40));
                    case 2 -> rig.send(chance(2) ? "DELETE" : "HEAD", "/x");
                    case 3 -> leave();
                    case 4, 5, 6, 7, 8 -> ask();
                    default -> unanswered().ifPresent(this::answer);
                }
            }
            for (Optional<Asked> next = unanswered(); next.isPresent(); next = unanswered()) {
                answer(next.get());
            }
            int parts = (int) questions.stream().filter(this::isPart).count();
            rig.checkInvariants();
            return parts;
        }

        private void leave() {
            if (!questions.isEmpty()) {
                questions.remove(random.nextInt(questions.size())).client().leave();
            }
        }

        private void ask() {
            Fields fields = Fields.of("A", "1");
            if (!chance(4)) {
                fields = fields.with("Range", one(RANGES));
            }
            if (chance(5)) {
                fields = fields.with("If-None-Match", tag(version - random.nextInt(2)));
            }
            if (chance(6)) {
                fields = fields.with("If-Range", tag(version - random.nextInt(2)));
            }
            if (chance(6)) {
                fields = fields.with("Cache-Control", "no-cache");
            }
            if (chance(12)) {
                fields = fields.with("Authorization", "Basic x");
            }
            questions.add(new Question(rig.send("GET", "/x", fields), "GET", fields));
        }

        private Optional<Asked> unanswered() {
            List<Asked> left = new ArrayList<>(rig.asked);
            left.removeAll(answered);
            return left.isEmpty() ? Optional.empty() : Optional.of(one(left));
        }

        private void answer(Asked asked) {
            answered.add(asked);
            if (chance(15)) {
                asked.fail(new IOException("refused"));
                return;
            }
            Response response = response(asked.request);
            boolean empty =
                    response.body().length() == 0 || asked.request.method().equals("HEAD");
            if (empty || chance(2)) {
                asked.answer(empty ? response.withBody(Body.none()) : response);
                return;
            }
            String content = ((Body.Whole) response.body()).bytes().toString();
            TestBody body = TestBody.in(TestScope.create(), chance(2) ? content.length() : Body.UNKNOWN_LENGTH);
            asked.answer(response.withBody(asked.request.scope().own(body.body())));
            int half = content.length() / 2;
            body.write(content.substring(0, half));
            if (chance(10)) {
                body.fail(new IOException("reset"));
            } else {
                body.write(content.substring(half)).end();
            }
        }

        private Response response(Request request) {
            if (chance(15)) {
                return Response.of(503);
            }
            Fields fields = Fields.of("ETag", tag(version), "Cache-Control", one(CONTROLS));
            if (request.field("If-None-Match").filter(tag(version)::equals).isPresent()) {
                return Response.of(304, fields, Body.none());
            }
            Optional<String> range =
                    request.field("Range").filter(wanted -> request.method().equals("GET"));
            boolean unchanged =
                    request.field("If-Range").map(tag(version)::equals).orElse(true);
            if (range.isPresent() && chance(15)) {
                return Response.of(one(List.of(400, 416)), fields.without("ETag"), Body.none());
            }
            return range.filter(wanted -> unchanged && !chance(8))
                    .flatMap(ByteRanges::parse)
                    .filter(ranges -> ranges.specs().size() == 1)
                    .map(ranges -> part(ranges, fields))
                    .orElseGet(() -> Response.of(200, fields, Body.of(Buffer.buffer(text(version)))));
        }

        /** Mostly what was asked for, sometimes less, more, or one that cannot be told to belong to anything. */
        private Response part(ByteRanges ranges, Fields fields) {
            String text = text(version);
            List<Span> spans = ranges.of(text.length());
            if (spans.isEmpty()) {
                return Response.of(
                        416, fields.without("ETag").with("Content-Range", "bytes */" + text.length()), Body.none());
            }
            int first = (int) spans.get(0).first();
            int last = (int) spans.get(0).last();
            switch (random.nextInt(8)) {
                case 0 -> first = Math.max(0, first - 3);
                case 1 -> last = Math.min(text.length() - 1, last + 3);
                case 2 -> last = first + (last - first) / 2;
                default -> {}
            }
            String part = text.substring(first, last + 1);
            return Response.of(206, fields, Body.of(Buffer.buffer(part)))
                    .with("ETag", chance(8) ? "W/" + tag(version) : tag(version))
                    .with("Content-Range", new ContentRange(first, last, text.length()).toString());
        }

        /** Whether a part answered it. What cannot be right is an error. */
        private boolean isPart(Question question) {
            Fields fields = question.fields();
            Response response = question.client().call().response();
            int status = response.status();
            if (status >= 400) {
                assertThat(status < 500 && !fields.contains("Range"))
                        .as("%s to %s", status, fields)
                        .isFalse();
                return false;
            }
            String tag = response.fields().get("ETag", "").replace("W/", "");
            String what = fields + " was answered " + status + "\n" + response.fields();
            if (status == 304) {
                assertThat(fields.get("If-None-Match")).as(what).contains(tag);
                return false;
            }
            Optional<String> content = content(question.client());
            String text = text(Integer.parseInt(tag.replace("\"", "")));
            if (status == 200) {
                content.ifPresent(bytes -> assertThat(bytes).as(what).isEqualTo(text));
                return false;
            }
            assertThat(status).as(what).isEqualTo(206);
            assertThat(fields.contains("Range")).as(what).isTrue();
            assertThat(fields.get("If-Range").orElse(tag)).as(what).isEqualTo(tag);
            Optional<ContentRange> part = response.fields().get("Content-Range").flatMap(ContentRange::parse);
            if (part.isEmpty()) {
                assertThat(response.fields().get("Content-Type", "")).as(what).startsWith("multipart/byteranges");
                return true;
            }
            assertThat(part.get().complete()).as(what).isEqualTo(text.length());
            String expected =
                    text.substring((int) part.get().first(), (int) part.get().last() + 1);
            content.ifPresent(bytes -> assertThat(bytes).as(what).isEqualTo(expected));
            return true;
        }

        /** None where it broke off and does not look whole. */
        private static Optional<String> content(Client client) {
            try {
                return Optional.of(client.call().text());
            } catch (AssertionError e) {
                assertThat(e).hasMessageContaining("broke off");
                return Optional.empty();
            }
        }
    }
}
