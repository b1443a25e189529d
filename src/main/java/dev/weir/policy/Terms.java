package dev.weir.policy;

/**
 * What the owner of a cache has settled for it, beyond what RFC 9111 leaves no choice about.
 *
 * @param targets the fields that take the place of Cache-Control and Expires
 * @param variation how requests for one URI are told apart
 * @param rules what holds for some requests and responses
 * @param codings what else the cache keeps what came without a coding in
 */
public record Terms(Targets targets, Variation variation, Rules rules, Codings codings) {

    /** What holds where nobody has said anything. */
    public static final Terms DEFAULT = new Terms(Targets.OF_SURROGATES, Variation.STANDARD, Rules.NONE, Codings.NONE);

    /** These with other target fields. */
    public Terms withTargets(Targets other) {
        return new Terms(other, variation, rules, codings);
    }

    /** These with other rules about requests for one URI. */
    public Terms withVariation(Variation other) {
        return new Terms(targets, other, rules, codings);
    }

    /** These with other rules about what is stored and for how long. */
    public Terms withRules(Rules other) {
        return new Terms(targets, variation, other, codings);
    }

    /** These with other codings. */
    public Terms withCodings(Codings other) {
        return new Terms(targets, variation, rules, other);
    }

    /** The same, which remember what they have worked out lately: for a cache's life. */
    public Terms remembering() {
        return new Terms(targets, variation.remembering(), rules, codings.remembering());
    }
}
