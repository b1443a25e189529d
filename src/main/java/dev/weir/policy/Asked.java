package dev.weir.policy;

import dev.weir.fields.Fields;

/**
 * A request as these rules see it.
 *
 * @param method as received; methods are case-sensitive
 * @param target the target URI (RFC 9110 §7.1): absolute, without a fragment, spelled as in the cache's key
 * @param fields the request's fields
 */
public record Asked(String method, String target, Fields fields) {}
