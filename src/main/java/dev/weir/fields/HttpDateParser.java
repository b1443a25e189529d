package dev.weir.fields;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Reads one date. The forms are matched to the letter, since a date that is nearly right is more often a mistake than a
 * date, but without case (RFC 9111 §4.2).
 */
final class HttpDateParser {

    private static final String[] LONG_DAYS = {
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
    };
    private static final int BAD = -1;

    private HttpDateParser() {}

    static long parse(String text, long reference) {
        int comma = text.indexOf(',');
        if (comma == 3) {
            return imfFixdate(text);
        }
        return comma > 3 ? rfc850(text, comma, reference) : asctime(text);
    }

    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
    private static long imfFixdate(String t) {
        if (t.length() != 29
                || name(t, 0, HttpDate.DAYS) == BAD
                || t.charAt(4) != ' '
                || t.charAt(7) != ' '
                || t.charAt(11) != ' '
                || !gmt(t, 25)) {
            return HttpDate.INVALID;
        }
        return second(digits(t, 12, 16), name(t, 8, HttpDate.MONTHS), digits(t, 5, 7), time(t, 16));
    }

    /** {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
    private static long rfc850(String t, int comma, long reference) {
        if (t.length() != comma + 24
                || !isLongDay(t, comma)
                || t.charAt(comma + 1) != ' '
                || t.charAt(comma + 4) != '-'
                || t.charAt(comma + 8) != '-'
                || !gmt(t, comma + 20)) {
            return HttpDate.INVALID;
        }
        int month = name(t, comma + 5, HttpDate.MONTHS);
        int day = digits(t, comma + 2, comma + 4);
        int time = time(t, comma + 11);
        int ofCentury = digits(t, comma + 9, comma + 11);
        return ofCentury == BAD ? HttpDate.INVALID : latest(ofCentury, month, day, time, reference);
    }

    /** RFC 9110 §5.6.7: what appears to be more than 50 years in the future is of the century before. */
    private static long latest(int ofCentury, int month, int day, int time, long reference) {
        OffsetDateTime now = Instant.ofEpochSecond(reference).atOffset(ZoneOffset.UTC);
        long fiftyYearsOn = now.plusYears(50).toEpochSecond();
        int year = now.getYear() - Math.floorMod(now.getYear(), 100) + 100 + ofCentury;
        while (second(year, 0, 1, 0) > fiftyYearsOn || second(year, month, day, time) > fiftyYearsOn) {
            year -= 100;
        }
        return second(year, month, day, time);
    }

    /** {@code Sun Nov  6 08:49:37 1994}. */
    private static long asctime(String t) {
        if (t.length() != 24
                || name(t, 0, HttpDate.DAYS) == BAD
                || t.charAt(3) != ' '
                || t.charAt(7) != ' '
                || t.charAt(19) != ' ') {
            return HttpDate.INVALID;
        }
        int day = t.charAt(8) == ' ' ? digits(t, 9, 10) : digits(t, 8, 10);
        return second(digits(t, 20, 24), name(t, 4, HttpDate.MONTHS), day, time(t, 10));
    }

    /** The second of the day in {@code " 08:49:37"}, which begins at {@code at}. */
    private static int time(String t, int at) {
        if (t.charAt(at) != ' ' || t.charAt(at + 3) != ':' || t.charAt(at + 6) != ':') {
            return BAD;
        }
        int hour = digits(t, at + 1, at + 3);
        int minute = digits(t, at + 4, at + 6);
        int second = digits(t, at + 7, at + 9);
        // 60 is a leap second (RFC 9110 §5.6.7).
        boolean good = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
        return good ? hour * 3_600 + minute * 60 + second : BAD;
    }

    private static long second(int year, int month, int day, int time) {
        if (year < 0 || month == BAD || time == BAD || day < 1 || day > daysOf(month, year)) {
            return HttpDate.INVALID;
        }
        // Years begin in March here, so that a leap day ends one.
        int y = month < 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int ofYear = (153 * (month < 2 ? month + 10 : month - 2) + 2) / 5 + day - 1;
        int ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear;
        return (era * 146_097L + ofEra - 719_468) * 86_400 + time;
    }

    private static int daysOf(int month, int year) {
        if (month == 1) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 3 || month == 5 || month == 8 || month == 10 ? 30 : 31;
    }

    /** The number in the digits from {@code from} to before {@code to}. */
    private static int digits(String t, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = t.charAt(i);
            if (c < '0' || c > '9') {
                return BAD;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /** Which of {@code names}, three letters each, stands at {@code at}. */
    private static int name(String t, int at, String names) {
        for (int i = 0; i < names.length(); i += 3) {
            if (t.regionMatches(true, at, names, i, 3)) {
                return i / 3;
            }
        }
        return BAD;
    }

    private static boolean isLongDay(String t, int length) {
        for (String day : LONG_DAYS) {
            if (day.length() == length && t.regionMatches(true, 0, day, 0, length)) {
                return true;
            }
        }
        return false;
    }

    /** RFC 9111 §4.2: no zone but GMT. */
    private static boolean gmt(String t, int at) {
        return t.regionMatches(true, at, " GMT", 0, 4);
    }
}
