package dev.weir.policy;

import dev.weir.fields.CacheControl;
import dev.weir.fields.ContentRange;
import dev.weir.fields.DeltaSeconds;
import dev.weir.fields.EntityTag;
import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import dev.weir.fields.NoVarySearch;
import dev.weir.fields.NotModified;
import dev.weir.fields.PackedLines;
import dev.weir.fields.Vary;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What these rules keep of a stored response: its head, and what each question on a hit needs to know of it, so that it is
 * not parsed for that. The rest is read from its fields when it is asked for: of these there may be millions. Made by
 * {@link Storability} and {@link Freshening}; never changes.
 */
public final class Stored {

    /** Whether it is one of several codings of a representation. */
    private enum Form {
        /** There is no other. */
        ONLY,
        /** The one without, of which others are made. */
        IDENTITY,
        /** One that was made. */
        CODED
    }

    /** In place of a time that neither the response nor a rule gives, where there might be one. */
    private static final long UNSAID = -1;

    private static final long UNREACHABLE_MILLIS = 60_000;

    private final int status;
    private final Form form;
    private final boolean noCache;
    private final boolean staleForbidden;
    private final boolean validatable;
    private final Fields fields;
    private final Terms terms;
    private final Applied applied;
    private final Optional<ContentRange> part;
    private final String target;
    private final NoVarySearch search;
    private final Selection selection;
    private final long date;
    private final long responseTimeMillis;
    private final long responseTicks;
    private final long initialAgeMillis;
    private final long lifetimeMillis;
    private final Reason lifetimeSource;
    private final long staleWhileRevalidateMillis;
    private final long staleIfErrorMillis;

    /**
     * @param response the response's fields as they came, but for what does not count beside {@code control}
     * @param fields those that are kept ({@link StoredFields})
     */
    Stored(
            Asked asked,
            int status,
            Fields response,
            FieldLines fields,
            CacheControl control,
            Terms terms,
            Applied applied,
            Received received,
            Optional<ContentRange> part) {
        this.status = status;
        this.fields = PackedLines.of(fields);
        this.terms = terms;
        this.applied = applied;
        this.part = part.filter(range -> !range.isWhole());
        this.responseTicks = received.responseTicks();
        this.responseTimeMillis = received.responseTime().toEpochMilli();
        this.target = asked.target();
        this.search = NoVarySearch.of(fields);
        this.selection = terms.variation().shared(Selection.of(Vary.of(fields), asked.fields(), terms.variation()));
        this.initialAgeMillis = received.correctedAgeMillis(DeltaSeconds.age(response));
        Freshness freshness =
                Freshness.of(status, response, control, received.responseTime(), applied, initialAgeMillis);
        this.lifetimeMillis = freshness.lifetimeMillis();
        this.lifetimeSource = freshness.source();

        this.date = date(fields, FieldNames.DATE);
        this.validatable = !StoredFields.condition(fields, entityTag(fields), date(fields, FieldNames.LAST_MODIFIED))
                .isEmpty();
        boolean codable = this.part.isEmpty() && terms.codings().areFor(status, fields, control);
        this.form = codable ? Form.IDENTITY : Form.ONLY;

        this.noCache = control.noCache() || StoredFields.areNeeded(control.noCacheFields(), terms.targets());
        // RFC 9111 §4.2.4: these forbid to serve it stale, whatever the client or RFC 5861 would permit. s-maxage
        // is one of them for a shared cache (§5.2.2.10), also beside stale-while-revalidate; unless a rule stands for
        // it.
        this.staleForbidden = noCache
                || control.mustRevalidate()
                || control.proxyRevalidate()
                || (control.sharedMaxAge() != CacheControl.ABSENT
                        && applied.ttl().isEmpty());
        this.staleWhileRevalidateMillis =
                window(applied.staleWhileRevalidate(), Actions::staleWhileRevalidate, control.staleWhileRevalidate());
        boolean said = control.staleIfError() != CacheControl.ABSENT
                || applied.staleIfError().isPresent();
        this.staleIfErrorMillis = said || staleForbidden || Statuses.isFailure(status)
                ? window(applied.staleIfError(), Actions::staleIfError, control.staleIfError())
                : UNSAID;
    }

    /** {@code other} with another freshness or age, or in another form with its fields. */
    private Stored(Stored other, Freshness freshness, long initialAgeMillis, Form form, Fields fields) {
        this.status = other.status;
        this.fields = fields;
        this.terms = other.terms;
        this.applied = other.applied;
        this.part = other.part;
        this.target = other.target;
        this.search = other.search;
        this.selection = other.selection;
        this.responseTicks = other.responseTicks;
        this.responseTimeMillis = other.responseTimeMillis;
        this.initialAgeMillis = initialAgeMillis;
        this.lifetimeMillis = freshness.lifetimeMillis();
        this.lifetimeSource = freshness.source();
        this.date = other.date;
        this.validatable = other.validatable;
        this.form = form;
        this.noCache = other.noCache;
        this.staleForbidden = other.staleForbidden;
        this.staleWhileRevalidateMillis = other.staleWhileRevalidateMillis;
        this.staleIfErrorMillis = other.staleIfErrorMillis;
    }

    private static Optional<EntityTag> entityTag(Fields fields) {
        return fields.get(FieldNames.ETAG).flatMap(EntityTag::parse);
    }

    private long date(Fields fields, String name) {
        return HttpDate.parse(fields.get(name, ""), Math.floorDiv(responseTimeMillis, 1_000L));
    }

    /** The same, as if its freshness had ended at {@code now}, where it has not ended before. */
    public Stored expired(long now) {
        long age = ageMillis(now);
        Freshness ended = new Freshness(age, Reason.PURGED_SOFTLY);
        return age < lifetimeMillis() ? new Stored(this, ended, initialAgeMillis, form, fields) : this;
    }

    /** Its head where its content is in {@code coding}, and has {@code length} bytes in it. */
    public Stored coded(String coding, long length) {
        return new Stored(
                this,
                freshness(),
                initialAgeMillis,
                Form.CODED,
                PackedLines.of(Codings.fields(served(), coding, length)));
    }

    private Freshness freshness() {
        return new Freshness(lifetimeMillis, lifetimeSource);
    }

    /** What was decided about {@link Received#undelayed}, with the age that it has by {@code received}. */
    public Stored delayed(Received received) {
        return new Stored(this, freshness(), initialAgeMillis + received.responseDelayMillis(), form, fields);
    }

    /** The head of the form of this that {@code asked} has already; this one where it has none but this. */
    public Stored as(Asked asked) {
        return form == Form.IDENTITY ? terms.codings().held(asked, this).orElse(this) : this;
    }

    /** Whether other codings of it are kept beside it. */
    public boolean isCodable() {
        return form == Form.IDENTITY;
    }

    /** Whether there is another representation of the same time (RFC 9110 §8.8.2.2). */
    boolean hasOtherForms() {
        return form != Form.ONLY;
    }

    private long window(Optional<Rule> rule, Function<Actions, Optional<Duration>> action, long seconds) {
        long said = seconds == CacheControl.ABSENT ? 0 : seconds * 1_000;
        return staleForbidden ? 0 : Applied.millis(rule, action, said);
    }

    /** current_age at {@code now}, in milliseconds (RFC 9111 §4.2.3). */
    public long ageMillis(long now) {
        long residentTime = Math.max(now - responseTicks, 0) / 1_000_000;
        return initialAgeMillis + residentTime;
    }

    /** How much longer it is fresh at {@code now}, in milliseconds; 0 or less where it is stale. */
    public long ttlMillis(long now) {
        return lifetimeMillis - ageMillis(now);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The fields to serve, without Age and what goes no further; made anew each time. */
    public FieldLines served() {
        return form == Form.IDENTITY
                ? Vary.add(fields, FieldNames.ACCEPT_ENCODING).copy()
                : fields.copy();
    }

    /** The fields that came and are kept: those to serve, but for what the cache itself makes them vary by. */
    public Fields fields() {
        return fields;
    }

    /** Whether it serves nobody without a word from the origin (RFC 9111 §5.2.2.4). */
    public boolean noCache() {
        return noCache;
    }

    /** What the owner of the cache had settled when it came. */
    Terms terms() {
        return terms;
    }

    /** The rules that counted for it. */
    public Applied applied() {
        return applied;
    }

    /** Which part of its content is there; empty where all of it is (RFC 9111 §3.3). */
    public Optional<ContentRange> part() {
        return part;
    }

    /** The target URI that it answered, absolute. */
    public String target() {
        return target;
    }

    /** Which parts of its URI's query make no difference. */
    public NoVarySearch search() {
        return search;
    }

    /**
     * Whether it is for requests for that URI, one of those that share its place in the store: it is for its own, and for
     * those that differ only where it says that it does not matter.
     */
    boolean isFor(String uri) {
        return uri.equals(target)
                || (!search.equals(NoVarySearch.NONE) && search.canonical(uri).equals(search.canonical(target)));
    }

    /** Whether it says that it varies. */
    boolean varies() {
        return !selection.names().isEmpty();
    }

    /** What it varies by: names of fields, or it would not be stored. */
    public Vary vary() {
        return varies() ? new Vary(false, selection.names()) : Vary.NONE;
    }

    /** What selects it among the responses for one target URI. */
    public Selection selection() {
        return selection;
    }

    /** What a request selects by the fields that this varies by. */
    Selection selectionOf(Asked request) {
        return Selection.of(vary(), request.fields(), terms.variation());
    }

    /** Whether a request selects it (RFC 9111 §4.1). */
    public boolean isSelectedBy(Asked request) {
        return isFor(request.target()) && selection.matches(request.fields(), terms.variation());
    }

    /** When it came, or was last freshened, in ticks. */
    public long responseTicks() {
        return responseTicks;
    }

    /** The same by the wall clock, in milliseconds since the epoch. */
    public long responseTimeMillis() {
        return responseTimeMillis;
    }

    /** freshness_lifetime in milliseconds (RFC 9111 §4.2.1). */
    public long lifetimeMillis() {
        return lifetimeMillis;
    }

    /** What gave it its lifetime. */
    public Reason lifetimeSource() {
        return lifetimeSource;
    }

    /** Its entity tag. */
    public Optional<EntityTag> entityTag() {
        return entityTag(fields);
    }

    /** Last-Modified in seconds since the epoch; {@link HttpDate#INVALID} where there is none. */
    public long lastModified() {
        return date(fields, FieldNames.LAST_MODIFIED);
    }

    /** Date in seconds since the epoch. */
    public long date() {
        return date;
    }

    /** Whether it can be validated. */
    public boolean hasValidator() {
        return validatable;
    }

    /** What makes a request conditional on it (RFC 9111 §4.3.1); empty without a validator. */
    public FieldLines condition() {
        return StoredFields.condition(fields, entityTag(), lastModified());
    }

    /** The fields of a 304 that is answered from it (RFC 9110 §15.4.5), without Age; made anew each time. */
    public FieldLines notModifiedFields() {
        return NotModified.fields(served());
    }

    /** Whether it must never be served stale (RFC 9111 §4.2.4). */
    public boolean staleForbidden() {
        return staleForbidden;
    }

    /** How long after it has expired it may be served while it is validated, in milliseconds (RFC 5861 §3). */
    public long staleWhileRevalidateMillis() {
        return staleWhileRevalidateMillis;
    }

    /** How long after it has expired it may be served if the origin fails, in milliseconds (RFC 5861 §4). */
    public long staleIfErrorMillis() {
        return Math.max(staleIfErrorMillis, 0);
    }

    /**
     * How long after it has expired it stands in for an origin that cannot be reached, in milliseconds, where neither the
     * response nor a rule says anything of {@link #staleIfErrorMillis}; 0 where one does, be it none. A minute is enough for
     * a restart: RFC 9111 §4.2.4 sets no bound, but content of any age would be more of a surprise than an error is. A
     * stored failure stands in for none.
     */
    public long staleIfUnreachableMillis() {
        return staleIfErrorMillis == UNSAID ? UNREACHABLE_MILLIS : 0;
    }

    /**
     * How long from its reception it is of use without a word from the origin, in milliseconds: fresh, or stale where
     * somebody has said so. After that it is kept for validation only, if it {@link #hasValidator}; nothing is kept to stand
     * in for an origin that cannot be reached.
     */
    public long servableMillis() {
        long window = Math.max(staleWhileRevalidateMillis, staleIfErrorMillis);
        long lifetime = noCache ? 0 : lifetimeMillis;
        return Math.max(lifetime + window - initialAgeMillis, 0);
    }
}
