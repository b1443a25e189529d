package dev.weir.cache;

import dev.weir.fields.ByteRanges.Span;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.policy.Answer.Serve;
import dev.weir.policy.Asked;
import dev.weir.policy.PartialContent;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import java.util.List;
import java.util.Optional;

/** The reply of a whole stored response to a request for a part of it. */
final class PartialReply {

    private PartialReply() {}

    /** None where the whole is the answer. */
    static Optional<Response> of(Entry entry, Request request, Asked asked, Serve serve, String cache) {
        Outcome outcome = Outcome.hit(serve.reason(), serve.ttlMillis());
        return PartialContent.decide(asked, entry.head(), entry.content().length())
                .map(spans -> reply(entry, request, spans, serve)
                        .and(FieldNames.CACHE_STATUS, outcome.cacheStatus(cache))
                        .with(Cache.OUTCOME, outcome));
    }

    private static Response reply(Entry entry, Request request, List<Span> spans, Serve serve) {
        Content content = entry.content();
        if (spans.isEmpty()) {
            return Response.text("The content has " + content.length() + " bytes.\n")
                    .withStatus(416)
                    .with(FieldNames.CONTENT_RANGE, "bytes */" + content.length());
        }
        Span span = spans.get(0);
        // RFC 9110 §15.3.7: all fields that a 200 would have, but for its length.
        Fields fields = entry.head()
                .fields()
                .without(FieldNames.CONTENT_LENGTH)
                .and(FieldNames.AGE, Long.toString(serve.ageSeconds()))
                .with(FieldNames.CONTENT_RANGE, "bytes " + span.first() + '-' + span.last() + '/' + content.length());
        return Response.of(206, fields, ContentBody.of(content, span.first(), span.length(), request.scope()));
    }
}
