package dev.weir.policy;

import dev.weir.fields.AcceptEncoding;
import dev.weir.fields.CacheControl;
import dev.weir.fields.CompressibleTypes;
import dev.weir.fields.EntityTag;
import dev.weir.fields.EntityTags;
import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import java.util.List;
import java.util.Optional;

/**
 * The content codings in which a cache keeps what came without one (RFC 9110 §7.7 calls it a transformation): of which
 * responses, for which requests, and under which fields.
 */
public final class Codings {

    /** None: what is stored is served as it came. */
    public static final Codings NONE = new Codings(List.of(), Spellings.NONE);

    /** Fields that speak of the content's very bytes, or of those of its coding. */
    private static final List<String> DIGESTS =
            List.of(FieldNames.CONTENT_DIGEST, "Repr-Digest", "Digest", FieldNames.CONTENT_MD5);

    private final List<String> names;
    private final Spellings spellings;

    private Codings(List<String> names, Spellings spellings) {
        this.names = names;
        this.spellings = spellings;
    }

    /** These codings, in lower case, the preferred first. */
    public static Codings of(String... names) {
        return new Codings(List.of(names), Spellings.NONE);
    }

    /** The same, which remember what they have chosen lately: for a cache's life. */
    Codings remembering() {
        return new Codings(names, Spellings.some());
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** Whether a whole response with these fields is kept in these codings as well. */
    boolean areFor(int status, Fields fields, CacheControl control) {
        return !names.isEmpty()
                && status == 200
                && !fields.contains(FieldNames.CONTENT_ENCODING)
                && CompressibleTypes.contains(fields)
                // RFC 9111 §5.2.2.6; it holds for all who transform, whoever else is spoken to beside.
                && !control.noTransform()
                && !CacheControl.of(fields).noTransform();
    }

    /**
     * The coding in which {@code stored} answers {@code asked}, if it is there in it; {@link AcceptEncoding#IDENTITY} for
     * none.
     */
    public String choose(Asked asked, Stored stored) {
        Fields fields = asked.fields();
        if (!stored.isCodable() || !fields.contains(FieldNames.ACCEPT_ENCODING)) {
            return AcceptEncoding.IDENTITY;
        }
        // RFC 9111 §5.2.1.6.
        if (fields.contains(FieldNames.CACHE_CONTROL) && CacheControl.of(fields).noTransform()) {
            return AcceptEncoding.IDENTITY;
        }
        // What a client has already, it need not be sent in another form. And a part is of what it says it has others
        // of (RFC 9110 §14.2): where it does not say, of the one form that was there at all times.
        if (fields.contains(FieldNames.RANGE)) {
            return wanted(fields, EntityTags.of(fields, FieldNames.IF_RANGE), stored);
        }
        return fields.contains(FieldNames.IF_NONE_MATCH) ? hadOrLiked(asked, stored) : liked(fields);
    }

    private String hadOrLiked(Asked asked, Stored stored) {
        if (Preconditions.isNotModified(asked, stored)) {
            return AcceptEncoding.IDENTITY;
        }
        String had = wanted(asked.fields(), EntityTags.of(asked.fields(), FieldNames.IF_NONE_MATCH), stored);
        return had.equals(AcceptEncoding.IDENTITY) ? liked(asked.fields()) : had;
    }

    private String liked(Fields request) {
        String value = request.combined(FieldNames.ACCEPT_ENCODING, "");
        String known = spellings.get(FieldNames.ACCEPT_ENCODING, value);
        return known.isEmpty()
                ? spellings.put(
                        FieldNames.ACCEPT_ENCODING,
                        value,
                        AcceptEncoding.choose(request, names).orElse(AcceptEncoding.IDENTITY))
                : known;
    }

    /** The coding that the request accepts and that one of {@code tags} is of. */
    private String wanted(Fields request, EntityTags tags, Stored stored) {
        for (String coding : names) {
            boolean named = tag(stored, coding).filter(tags.list()::contains).isPresent();
            if (named
                    && AcceptEncoding.choose(request, List.of(coding))
                            .filter(coding::equals)
                            .isPresent()) {
                return coding;
            }
        }
        return AcceptEncoding.IDENTITY;
    }

    /**
     * The head of the form of {@code stored} that {@code asked} has already, by If-None-Match, be it there still or not: so
     * that a form that was dropped need not be made and sent again.
     */
    public Optional<Stored> held(Asked asked, Stored stored) {
        Fields fields = asked.fields();
        if (!stored.isCodable() || !fields.contains(FieldNames.IF_NONE_MATCH)) {
            return Optional.empty();
        }
        String coding = wanted(fields, EntityTags.of(fields, FieldNames.IF_NONE_MATCH), stored);
        return coding.equals(AcceptEncoding.IDENTITY) || Preconditions.isNotModified(asked, stored)
                ? Optional.empty()
                : Optional.of(stored.coded(coding, 0));
    }

    private static Optional<EntityTag> tag(Stored stored, String coding) {
        return stored.entityTag().filter(tag -> !tag.weak()).map(tag -> tag(tag, coding));
    }

    /** RFC 9110 §8.8.3.3: bytes that differ have strong tags that differ. What a weak one means is the same in all codings. */
    private static EntityTag tag(EntityTag identity, String coding) {
        return identity.weak() ? identity : new EntityTag(identity.opaque() + "-" + coding, false);
    }

    /** The fields of a form. Without Accept-Ranges: a client that has parts of one form is safest to fetch on with its tag. */
    static FieldLines fields(Fields identity, String coding, long length) {
        FieldLines.Builder fields = FieldLines.builder().addAll(identity, Codings::isKept);
        identity.get(FieldNames.ETAG)
                .flatMap(EntityTag::parse)
                .ifPresent(tag -> fields.add(FieldNames.ETAG, tag(tag, coding).toString()));
        return fields.add(FieldNames.CONTENT_ENCODING, coding)
                .add(FieldNames.CONTENT_LENGTH, Long.toString(length))
                .build();
    }

    /** What a 304 says of all forms; the rest of it is of the bytes that the origin sends. */
    public static Fields ofAllForms(Fields notModified) {
        return FieldLines.builder().addAll(notModified, Codings::isKept).build();
    }

    private static boolean isKept(String name) {
        return !name.equalsIgnoreCase(FieldNames.ETAG)
                && !name.equalsIgnoreCase(FieldNames.CONTENT_LENGTH)
                && !name.equalsIgnoreCase(FieldNames.ACCEPT_RANGES)
                && DIGESTS.stream().noneMatch(name::equalsIgnoreCase);
    }

    /**
     * A request for the origin, which knows its own tags only: in If-Match each that this cache may have made stands beside
     * what it was made of.
     */
    public Fields mapped(Fields request) {
        if (names.isEmpty() || !request.contains(FieldNames.IF_MATCH)) {
            return request;
        }
        StringBuilder value = new StringBuilder(request.combined(FieldNames.IF_MATCH, ""));
        for (EntityTag tag : EntityTags.of(request, FieldNames.IF_MATCH).list()) {
            for (String coding : names) {
                if (tag.opaque().endsWith("-" + coding)) {
                    String opaque = tag.opaque().substring(0, tag.opaque().length() - coding.length() - 1);
                    value.append(", ").append(new EntityTag(opaque, tag.weak()));
                }
            }
        }
        String mapped = value.toString();
        return mapped.equals(request.combined(FieldNames.IF_MATCH, ""))
                ? request
                : request.with(FieldNames.IF_MATCH, mapped);
    }
}
