package dev.weir.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the owner of a cache has settled for requests and responses, in order: for each action the first rule counts that
 * matches and has it. Never changes.
 */
public final class Rules {

    /** None at all. */
    public static final Rules NONE = new Rules(List.of());

    private final List<Rule> list;

    /** Those that say whether to bypass: all that is looked at for each request. */
    private final Rule[] bypassing;

    private Rules(List<Rule> list) {
        this.list = List.copyOf(list);
        this.bypassing =
                list.stream().filter(rule -> rule.then().bypass().isPresent()).toArray(Rule[]::new);
    }

    /** These, in order. */
    public static Rules of(Rule... rules) {
        return of(List.of(rules));
    }

    /** These, in order. */
    public static Rules of(List<Rule> rules) {
        return rules.isEmpty() ? NONE : new Rules(rules);
    }

    /** All of them, in order. */
    public List<Rule> list() {
        return list;
    }

    /**
     * The rule by which a request goes past the cache.
     *
     * @param authority host and port, in lower case
     * @param target path and query
     */
    public Optional<Rule> bypass(String authority, String target) {
        for (Rule rule : bypassing) {
            if (rule.when().matchesRequest(authority, target)) {
                return rule.then().bypass().orElse(false) ? Optional.of(rule) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Those that match a response, in order. */
    List<Rule> matching(String uri, int status, Optional<String> contentType) {
        if (list.isEmpty()) {
            return list;
        }
        int host = uri.indexOf("://") + 3;
        int path = Math.max(uri.indexOf('/', host), host);
        String authority = uri.substring(host, path);
        String target = uri.substring(path);
        String type = contentType.map(Rules::essence).orElse("");
        return list.stream()
                .filter(rule -> rule.when().matchesRequest(authority, target)
                        && rule.when().matchesResponse(status, type))
                .toList();
    }

    /** A media type without its parameters (RFC 9110 §8.3.1). */
    private static String essence(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
