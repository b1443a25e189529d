package dev.weir.policy;

/**
 * What the owner of a cache has settled for it, beyond what RFC 9111 leaves no choice about.
 *
 * @param targets the fields that take the place of Cache-Control and Expires
 */
public record Terms(Targets targets) {

    /** What holds where nobody has said anything. */
    public static final Terms DEFAULT = new Terms(Targets.OF_SURROGATES);

    /** These with other target fields. */
    public Terms withTargets(Targets other) {
        return new Terms(other);
    }
}
