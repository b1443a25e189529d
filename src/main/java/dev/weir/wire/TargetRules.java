package dev.weir.wire;

import dev.weir.fields.Authority;
import dev.weir.http.HttpException;
import org.jspecify.annotations.Nullable;

/** Judges a request's target by its form (RFC 9112 §3.2). */
final class TargetRules {

    private TargetRules() {}

    /**
     * Judges one, of which the characters have been judged.
     *
     * @param secured whether the connection is
     * @return the authority that the target itself names, which comes before {@code Host}; null where it names none
     * @throws HttpException where it is not one of the four forms
     */
    static @Nullable String judge(String method, String target, boolean secured) {
        boolean connect = method.equals("CONNECT");
        if (target.charAt(0) == '/' && !connect) {
            return null;
        }
        if (connect) {
            return authorityForm(target);
        }
        if (target.equals("*")) {
            return asteriskForm(method);
        }
        return absoluteForm(target, secured);
    }

    /** RFC 9112 §3.2.3: the port is not left out. */
    private static String authorityForm(String target) {
        if (!Authority.isValid(target) || !target.matches(".*:[0-9]+")) {
            throw new HttpException(400, "The target of CONNECT has to be a host and a port.");
        }
        return target;
    }

    private static @Nullable String asteriskForm(String method) {
        if (!method.equals("OPTIONS")) {
            throw new HttpException(400, "The target * is for OPTIONS only.");
        }
        return null;
    }

    private static String absoluteForm(String target, boolean secured) {
        boolean https = target.regionMatches(true, 0, "https://", 0, 8);
        if (!https && !target.regionMatches(true, 0, "http://", 0, 7)) {
            throw new HttpException(400, "The target has to begin with / or be an http or https URI.");
        }
        if (https && !secured) {
            // RFC 9110 §7.4
            throw new HttpException(421, "An https URI was asked for over a connection that is not secured.");
        }
        int start = https ? 8 : 7;
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        String authority = target.substring(start, end);
        if (!Authority.isValid(authority)) {
            throw new HttpException(400, "The target does not name a valid host.");
        }
        return authority;
    }
}
