package dev.weir.cache;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.policy.Answer.Serve;
import dev.weir.policy.Asked;
import dev.weir.policy.PartialContent;
import dev.weir.policy.Preconditions;
import dev.weir.policy.Reason;
import dev.weir.policy.Stored;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The replies that a stored response gives. What is the same for all who ask within one second, which is nearly all of
 * it, is made once in that second and shared.
 */
final class Replies {

    private enum Form {
        WHOLE(0),
        HEAD(1),
        NOT_MODIFIED(2);

        final int place;

        Form(int place) {
            this.place = place;
        }
    }

    /** A reply and what it is good for. */
    private record Made(long ageSeconds, long ttlSeconds, Reason reason, Response response) {

        boolean isFor(Serve serve) {
            return ageSeconds == serve.ageSeconds()
                    && ttlSeconds == Math.floorDiv(serve.ttlMillis(), 1_000L)
                    && reason == serve.reason();
        }
    }

    /** What does not change from one second to the next. */
    private record Base(Fields fields, Body body) {

        static Base of(Form form, Stored head, Content content) {
            return new Base(
                    form == Form.NOT_MODIFIED ? head.notModifiedFields() : head.served(),
                    form == Form.WHOLE && content.isSmall() ? Body.of(content.bytes()) : Body.none());
        }
    }

    private final Entry entry;

    private final @Nullable Base[] bases = new Base[Form.values().length];

    /** The last of each form, by its place. Races make one twice. */
    private final @Nullable Made[] made = new Made[Form.values().length];

    Replies(Entry entry) {
        this.entry = entry;
    }

    /** The reply to a request that it serves. */
    Response hit(Request request, Asked asked, Serve serve, String cache) {
        Stored held = entry.head().as(asked);
        if (held != entry.head()) {
            return make(
                    Form.NOT_MODIFIED,
                    held,
                    entry.content(),
                    serve.ageSeconds(),
                    Outcome.hit(serve.reason(), serve.ttlMillis(), entry.key()),
                    cache);
        }
        Form form = form(asked, held);
        if (form == Form.WHOLE && asked.fields().contains(FieldNames.RANGE)) {
            Outcome outcome = Outcome.hit(serve.reason(), serve.ttlMillis(), entry.key());
            Optional<Response> part =
                    PartialReply.of(request, asked, held, entry.content(), serve.ageSeconds(), outcome, cache);
            if (part.isPresent()) {
                return part.get();
            }
        }
        Made last = made[form.place];
        Response response;
        if (last != null && last.isFor(serve)) {
            response = last.response();
        } else {
            response = make(form, serve, cache);
            made[form.place] =
                    new Made(serve.ageSeconds(), Math.floorDiv(serve.ttlMillis(), 1_000L), serve.reason(), response);
        }
        Content content = entry.content();
        return form == Form.WHOLE && !content.isSmall()
                ? response.withBody(ContentBody.of(content, request.scope()))
                : response;
    }

    private Response make(Form form, Serve serve, String cache) {
        Outcome outcome = Outcome.hit(serve.reason(), serve.ttlMillis(), entry.key());
        Base base = bases[form.place];
        if (base == null) {
            base = Base.of(form, entry.head(), entry.content());
            bases[form.place] = base;
        }
        return make(form, entry.head(), entry.content(), base, serve.ageSeconds(), outcome, cache);
    }

    private static Form form(Asked asked, Stored head) {
        if (Preconditions.isNotModified(asked, head)) {
            return Form.NOT_MODIFIED;
        }
        return asked.method().equals("HEAD") ? Form.HEAD : Form.WHOLE;
    }

    private static Response make(
            Form form, Stored head, Content content, long ageSeconds, Outcome outcome, String cache) {
        return make(form, head, content, Base.of(form, head, content), ageSeconds, outcome, cache);
    }

    private static Response make(
            Form form, Stored head, Content content, Base base, long ageSeconds, Outcome outcome, String cache) {
        Fields fields = base.fields()
                .and(FieldNames.AGE, Long.toString(ageSeconds))
                .and(FieldNames.CACHE_STATUS, outcome.cacheStatus(cache));
        if (form == Form.HEAD && content.length() > 0 && !fields.contains(FieldNames.CONTENT_LENGTH)) {
            fields = fields.and(FieldNames.CONTENT_LENGTH, Long.toString(content.length()));
        }
        int status = form == Form.NOT_MODIFIED ? 304 : head.status();
        return Response.of(status, fields, base.body()).with(Cache.OUTCOME, outcome);
    }

    /** The reply to one who waited, from a content of which all has come. */
    static Response fetched(
            Request request, Asked asked, Stored head, Content content, long now, Outcome outcome, String cache) {
        Stored told = head.as(asked);
        Form form = form(asked, told);
        long ageSeconds = head.ageMillis(now) / 1_000;
        if (form != Form.WHOLE) {
            return make(form, told, content, ageSeconds, outcome, cache);
        }
        return PartialReply.of(request, asked, told, content, ageSeconds, outcome, cache)
                .orElseGet(() -> {
                    Response whole = make(form, told, content, ageSeconds, outcome, cache);
                    return content.isSmall() ? whole : whole.withBody(ContentBody.of(content, request.scope()));
                });
    }

    /** A response with all of {@code length} bytes, as a 206 to one who asked for a part that is all. */
    private static Response asAsked(Asked asked, Stored head, Response whole, long length) {
        return PartialContent.isPartOfAll(asked, head, length) ? PartialReply.ofAll(whole, length) : whole;
    }

    /** Whether a request is answered from {@code head} without content. */
    static boolean isBodiless(Asked asked, Stored head) {
        return form(asked, head.as(asked)) != Form.WHOLE;
    }

    /**
     * The reply to one who waited, with a content that is coming; or without, where it wants none.
     *
     * @param length the content's bytes, or {@link Body#UNKNOWN_LENGTH}
     */
    static Response coming(Asked asked, Stored head, Body body, long length, long now, Outcome outcome, String cache) {
        Stored told = head.as(asked);
        Form form = form(asked, told);
        boolean notModified = form == Form.NOT_MODIFIED;
        Fields base = notModified ? told.notModifiedFields() : told.served();
        Fields fields = base.and(FieldNames.AGE, Long.toString(head.ageMillis(now) / 1_000))
                .and(FieldNames.CACHE_STATUS, outcome.cacheStatus(cache));
        Response reply =
                Response.of(notModified ? 304 : head.status(), fields, body).with(Cache.OUTCOME, outcome);
        return form == Form.WHOLE ? asAsked(asked, told, reply, length) : reply;
    }

    /** A response of the handler below, with what {@code head} says of it, for the one whose request it answers. */
    static Response passed(Response response, Asked asked, Stored head, long length, Outcome outcome, String cache) {
        return passed(asAsked(asked, head, response, length), outcome, cache);
    }

    /** A response of the handler below, for the one whose request it answers. */
    static Response passed(Response response, Outcome outcome, String cache) {
        return response.withFields(response.fields().and(FieldNames.CACHE_STATUS, outcome.cacheStatus(cache)))
                .with(Cache.OUTCOME, outcome);
    }

    /** An error of the cache's own. */
    static Response refused(int status, Outcome outcome, String cache) {
        String text = outcome.reason() == Reason.ONLY_IF_CACHED
                ? "Nothing that is stored answers this request, and it wants nothing else.\n"
                : "The origin cannot be reached, and what is stored may not be used without asking it.\n";
        return Response.text(text)
                .withStatus(status)
                .and(FieldNames.CACHE_STATUS, outcome.cacheStatus(cache))
                .with(Cache.OUTCOME, outcome);
    }
}
