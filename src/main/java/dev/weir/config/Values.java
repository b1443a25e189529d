package dev.weir.config;

import dev.weir.policy.StatusRange;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What single values are written as. */
final class Values {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,10})([smhd])");
    private static final Pattern STATUSES = Pattern.compile("([0-9]{3})(?:-([0-9]{3}))?");

    private Values() {}

    static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time; write a whole number with s, m, h or d, such as 10s");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    static StatusRange statuses(String text) {
        Matcher statuses = STATUSES.matcher(text);
        if (!statuses.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a status, such as 404, nor a range of them, such as 500-504");
        }
        int first = Integer.parseInt(statuses.group(1));
        return new StatusRange(first, statuses.group(2) == null ? first : Integer.parseInt(statuses.group(2)));
    }

    static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }
}
