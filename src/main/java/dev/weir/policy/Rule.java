package dev.weir.policy;

/**
 * What the owner of a cache has settled for some responses.
 *
 * @param name what Cache-Status and explanations call it: printable ASCII
 * @param when what it is for
 * @param then what it settles
 */
public record Rule(String name, Condition when, Actions then) {

    public Rule {
        if (name.isBlank() || !name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("a rule's name is one or more characters of printable ASCII");
        }
        if (then.equals(Actions.NONE)) {
            throw new IllegalArgumentException("the rule '" + name + "' does nothing: give it an action, such as ttl");
        }
        if (then.bypass().isPresent() && !when.isOfRequest()) {
            throw new IllegalArgumentException("the rule '" + name
                    + "' cannot bypass by status or type: that is decided before there is a response");
        }
        if (then.bypass().orElse(false) && !then.equals(Actions.NONE.withBypass(true))) {
            throw new IllegalArgumentException(
                    "the rule '" + name + "' does more than bypass, and there is nothing that it could do it to");
        }
    }

    /**
     * Whether the lifetime that it gives counts. By its status a failure, or what is not cacheable by default, gets one
     * only where the rule names that status: an hour for all that is under a path is not meant for its errors.
     *
     * @param cacheable whether the response could be stored without a rule
     */
    boolean givesLifetime(int status, boolean cacheable) {
        return when.names(status) || (cacheable && status < 400);
    }
}
