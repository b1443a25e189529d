package dev.weir.cache;

import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.Vary;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.policy.Asked;
import dev.weir.policy.Codings;
import dev.weir.policy.Freshening;
import dev.weir.policy.Reason;
import dev.weir.policy.Storability;
import dev.weir.policy.Stored;
import dev.weir.policy.Targets;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What those who waited for a fill are answered. The one whose request it answers also has what is for a single user (RFC
 * 9111 §5.2.2.7); the others have what would be stored.
 */
record DeliveryReplies(Fill fill, Fetched fetched, Stored head) {

    /** RFC 9111 §5.2.2.7: who stores the response leaves this field out. */
    private static final String COOKIE_FOR_ONE = "private=\"Set-Cookie\"";

    /** @param notStored why what comes is not stored; empty where nothing comes that could be */
    Outcome outcome(Waiter waiter, boolean stored, Optional<Reason> notStored) {
        Outcome outcome = Outcome.forward(waiter.why, Calls.came(fetched.response()), waiter.inquiry.key());
        Outcome full = stored
                ? outcome.stored(head.ttlMillis(fill.time().ticks()))
                : notStored.map(outcome::notStored).orElse(outcome);
        return fill.isLeader(waiter) ? full : full.asCollapsed();
    }

    /** What a 304 has validated, in the form that this one likes best. */
    Response validated(Waiter waiter, Entry form, Outcome outcome) {
        Response reply = of(waiter, form.head(), form.content(), outcome);
        FieldLines own = fill.isLeader(waiter)
                ? Freshening.ofOne(fetched.fields(), head)
                : FieldLines.builder().build();
        return own.isEmpty() ? reply : reply.withFields(with(own, reply.fields()));
    }

    /** A cookie that comes to what is public is told apart from it, or the next cache would store both. */
    private FieldLines with(FieldLines own, Fields fields) {
        FieldLines.Builder all = FieldLines.builder().addAll(own).addAll(fields, name -> !own.contains(name));
        if (own.contains(FieldNames.SET_COOKIE)) {
            Targets targets = fill.state().settings().terms().targets();
            all.add(FieldNames.CACHE_CONTROL, COOKIE_FOR_ONE);
            fields.forEach((name, value) -> {
                if (targets.contains(name)) {
                    all.add(name, COOKIE_FOR_ONE);
                }
            });
        }
        return all.build();
    }

    /** What a 304 has validated that may not be kept: with all that the 304 says (RFC 9111 §3.2) of the form that it is. */
    Response once(Waiter waiter, Content content, Outcome outcome) {
        Stored held = head.as(asked(waiter));
        Response reply = of(waiter, held, content, outcome);
        Fields before = reply.fields().without(FieldNames.AGE).without(FieldNames.CACHE_STATUS);
        Fields said = held == head ? fetched.fields() : Codings.ofAllForms(fetched.fields());
        return Replies.passed(
                varied(reply.withFields(Freshening.once(before, said, fetched.received()))), outcome, name());
    }

    /** A content of which all has come, with what would be stored of its head. */
    Response of(Waiter waiter, Content whole, Outcome outcome) {
        return of(waiter, head, whole, outcome);
    }

    private Response of(Waiter waiter, Stored told, Content whole, Outcome outcome) {
        return Replies.fetched(
                waiter.request(), asked(waiter), told, whole, fill.time().ticks(), outcome, name());
    }

    private Asked asked(Waiter waiter) {
        return fetched.asFor(waiter.inquiry).asked();
    }

    /** A content as it comes. */
    Response coming(Waiter waiter, Body body, Outcome outcome) {
        long now = fill.time().ticks();
        long length = fetched.length();
        if (Replies.isBodiless(waiter.asked(), head)) {
            return Replies.coming(waiter.asked(), head, Body.none(), length, now, outcome, name());
        }
        if (fill.isLeader(waiter)) {
            Response own = varied(fetched.response()).withBody(body);
            return Replies.passed(own, waiter.asked(), head, length, outcome, name());
        }
        Response reply = Replies.coming(waiter.asked(), head, body, length, now, outcome, name());
        return fetched.part().map(part -> PartialReply.of(reply, part)).orElse(reply);
    }

    /** What of the trailers behind a content {@code waiter} has. */
    UnaryOperator<Fields> trailers(Waiter waiter) {
        return fill.isLeader(waiter) ? UnaryOperator.identity() : fields -> Storability.trailersForAll(head, fields);
    }

    /** What others may have in another coding varies for the first one, too. */
    private Response varied(Response response) {
        return head.isCodable()
                ? response.withFields(Vary.add(response.fields(), FieldNames.ACCEPT_ENCODING))
                : response;
    }

    private String name() {
        return fill.state().settings().name();
    }
}
