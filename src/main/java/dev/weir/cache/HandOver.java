package dev.weir.cache;

import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import dev.weir.policy.Asked;
import dev.weir.policy.PartialContent;
import dev.weir.policy.Reason;
import java.util.List;

/** Gives a response that is for one request only to that request, which from then on is what the fill's scope lives for. */
final class HandOver {

    private HandOver() {}

    /** To the leader among {@code waiting}, or, if it has left, to nobody. */
    static void toLeader(
            Response response, Reason notStored, List<Waiter> waiting, Waiters waiters, FillScope scope, String cache) {
        waiting.stream()
                .filter(waiters::isLeader)
                .findFirst()
                .ifPresentOrElse(leader -> give(response, notStored, leader, scope, cache), () -> {
                    scope.cancel(Cancellation.ABANDONED);
                    scope.close();
                });
    }

    private static void give(Response response, Reason notStored, Waiter leader, FillScope scope, String cache) {
        Asked asked = leader.asked();
        boolean bodiless = asked.method().equals("HEAD");
        Response own = bodiless ? response.withBody(Body.none()) : response;
        long length = response.body().length();
        if (PartialContent.isPartOfAll(asked, response.status(), response.fields(), length)) {
            own = PartialReply.ofAll(own, length);
        }
        Scope leading = leader.request().scope();
        leading.own(own.body());
        leading.onCancel(scope::cancel);
        leading.onEnd(end -> scope.close());
        Outcome outcome = Outcome.forward(leader.why, Calls.came(response), leader.inquiry.key())
                .notStored(notStored);
        leader.reply(Replies.passed(own, outcome, cache));
    }
}
