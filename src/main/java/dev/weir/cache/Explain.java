package dev.weir.cache;

import dev.weir.cache.Explanation.Held;
import dev.weir.cache.Explanation.Step;
import dev.weir.cache.Outcome.Kind;
import dev.weir.fields.AcceptEncoding;
import dev.weir.http.Request;
import dev.weir.policy.Answer;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;
import dev.weir.policy.Answer.Validate;
import dev.weir.policy.Applied;
import dev.weir.policy.Asked;
import dev.weir.policy.Reason;
import dev.weir.policy.Reuse;
import dev.weir.policy.Rule;
import dev.weir.policy.Stored;
import dev.weir.store.CacheKey;
import dev.weir.store.Entry;
import dev.weir.store.Variants;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what {@link Walk} would do with a request. It asks the same questions, and does nothing. */
final class Explain {

    private static final String CODINGS = "RFC 9110 §12.5.3";

    private final CacheState state;
    private final Fills fills;
    private final Inquiry inquiry;
    private final List<Step> steps = new ArrayList<>();
    private Optional<Held> held = Optional.empty();

    /** @param own the key of the target URI */
    Explain(CacheState state, Fills fills, Request request, CacheKey own) {
        this.state = state;
        this.fills = fills;
        Asked asked = new Asked(request.method(), own.uri(), request.fields());
        CacheKey key = state.place(own);
        long now = request.scope().time().ticks();
        this.inquiry = new Inquiry(
                request,
                none -> Future.failedFuture(new IllegalStateException("not to be called")),
                key,
                asked,
                0,
                now);
    }

    /** @param special whether it is a GET or HEAD that the cache leaves alone for its content or an upgrade */
    Explanation explanation(Optional<Rule> bypass, boolean special) {
        if (bypass.isPresent()) {
            return is(Kind.BYPASS, Reason.RULE_BYPASS, bypass);
        }
        if (special) {
            return is(Kind.BYPASS, Reason.METHOD_NOT_CACHED, Optional.empty());
        }
        String kept = Lessons.unmarked(inquiry.key().uri());
        if (!kept.equals(inquiry.asked().target())) {
            steps.add(new Step(
                    "no-vary-search",
                    "parts of its query make no difference, so that it shares what is kept for " + kept,
                    "draft-ietf-httpbis-no-vary-search",
                    Optional.empty()));
        }
        Variants variants = state.store().get(inquiry.key());
        if (variants.isEmpty()) {
            return decided(Reuse.decide(inquiry.asked()));
        }
        Entry entry = Walk.select(inquiry.asked(), variants);
        Answer answer = Reuse.decide(inquiry.asked(), entry.head(), inquiry.since());
        if (answer.reason() != Reason.VARIANT_NOT_STORED) {
            hold(entry.head());
        }
        if (answer instanceof Serve || isServedMeanwhile(answer)) {
            form(entry);
        }
        return decided(answer);
    }

    private static boolean isServedMeanwhile(Answer answer) {
        return answer instanceof Validate validate && validate.staleMeanwhile();
    }

    private Explanation decided(Answer answer) {
        if (answer instanceof Serve serve) {
            return is(Kind.HIT, serve.reason(), Optional.empty());
        }
        if (answer instanceof Refuse refuse) {
            return is(Kind.REFUSED, refuse.reason(), Optional.empty());
        }
        if (isServedMeanwhile(answer)) {
            return is(Kind.HIT, Reason.STALE_WHILE_REVALIDATE, Optional.empty());
        }
        steps.add(Step.of(answer.reason(), Optional.empty()));
        if (fills.isUncacheable(inquiry)) {
            return is(Kind.FORWARD, Reason.UNCACHEABLE_LATELY, Optional.empty());
        }
        if (!answer.collapsible() && answer.reason().word() != Reason.Word.METHOD) {
            Reuse.alone(inquiry.asked()).ifPresent(why -> steps.add(Step.of(why, Optional.empty())));
        }
        if (answer.collapsible() && fills.isGoing(inquiry)) {
            steps.add(Step.of(Reason.COLLAPSED, Optional.empty()));
        }
        return new Explanation(
                inquiry.asked().method(), inquiry.asked().target(), Kind.FORWARD, answer.reason(), steps, held);
    }

    private Explanation is(Kind kind, Reason reason, Optional<Rule> rule) {
        steps.add(Step.of(reason, rule));
        return new Explanation(inquiry.asked().method(), inquiry.asked().target(), kind, reason, steps, held);
    }

    /** What is stored, where its lifetime comes from, and what else rules have said of it. */
    private void hold(Stored head) {
        Applied applied = head.applied();
        Reason source = head.lifetimeSource();
        steps.add(Step.of(
                source,
                switch (source) {
                    case RULE_TTL -> applied.ttl();
                    case RULE_DEFAULT_TTL -> applied.defaultTtl();
                    default -> Optional.empty();
                }));
        byRule(
                "ignore-cache-control",
                "what the response says of caching counts, or not",
                "RFC 9111 §5.2.2",
                applied.ignoreCacheControl());
        byRule("set-cookie", "what becomes of its cookies", "RFC 9111 §7.3", applied.setCookie());
        byRule(
                "stale-while-revalidate",
                "how long it is served stale meanwhile",
                "RFC 5861 §3",
                applied.staleWhileRevalidate());
        byRule("stale-if-error", "how long it stands in for a failing origin", "RFC 5861 §4", applied.staleIfError());

        long now = inquiry.since();
        held = Optional.of(new Held(
                head.status(),
                head.vary().names(),
                Instant.ofEpochMilli(head.responseTimeMillis()),
                Duration.ofMillis(head.ageMillis(now)),
                Duration.ofMillis(head.lifetimeMillis()),
                Duration.ofMillis(head.ttlMillis(now)),
                Duration.ofMillis(head.staleWhileRevalidateMillis()),
                Duration.ofMillis(head.staleIfErrorMillis()),
                Duration.ofMillis(Math.max(head.staleIfErrorMillis(), head.staleIfUnreachableMillis()))));
    }

    /** In which coding it is served, of those that the cache makes. */
    private void form(Entry entry) {
        String coding = Coder.wanted(state, entry, inquiry.asked());
        if (coding.equals(AcceptEncoding.IDENTITY)) {
            return;
        }
        if (entry.form(coding).isPresent()) {
            steps.add(new Step(
                    "coded", "it is served in " + coding + ", as the request likes it", CODINGS, Optional.empty()));
        } else if (!entry.isDense()) {
            steps.add(new Step(
                    "coded-later",
                    "it is served as it came; its form in " + coding + " is made for those who ask next",
                    CODINGS,
                    Optional.empty()));
        }
    }

    private void byRule(String detail, String text, String section, Optional<Rule> rule) {
        rule.ifPresent(one -> steps.add(new Step(detail, text, section, rule)));
    }
}
