package dev.weir.policy;

/**
 * What the owner of a cache has settled for it, beyond what RFC 9111 leaves no choice about.
 *
 * @param targets the fields that take the place of Cache-Control and Expires
 * @param variation how requests for one URI are told apart
 */
public record Terms(Targets targets, Variation variation) {

    /** What holds where nobody has said anything. */
    public static final Terms DEFAULT = new Terms(Targets.OF_SURROGATES, Variation.STANDARD);

    /** These with other target fields. */
    public Terms withTargets(Targets other) {
        return new Terms(other, variation);
    }

    /** These with other rules about requests for one URI. */
    public Terms withVariation(Variation other) {
        return new Terms(targets, other);
    }
}
