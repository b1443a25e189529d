package dev.weir.fields;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Dates as fields spell them (RFC 9110 §5.6.7): written as IMF-fixdate, read in all three forms. Seconds since the epoch
 * go in and out, so that a hot path needs no object.
 */
public final class HttpDate {

    /** What text that is no date gives. */
    public static final long INVALID = Long.MIN_VALUE;

    static final String DAYS = "SunMonTueWedThuFriSat";
    static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private HttpDate() {}

    /**
     * The instant that {@code text} says.
     *
     * @param reference about when the text was received; a year of two digits is the latest that is not more than 50
     *     years after it
     */
    public static Optional<Instant> parse(String text, Instant reference) {
        long second = parse(text, reference.getEpochSecond());
        return second == INVALID ? Optional.empty() : Optional.of(Instant.ofEpochSecond(second));
    }

    /** As {@link #parse(String, Instant)}, in seconds since the epoch; {@link #INVALID} for what is no date. */
    public static long parse(String text, long reference) {
        return HttpDateParser.parse(text, reference);
    }

    /** {@code instant} as an IMF-fixdate, its fraction of a second dropped. */
    public static String format(Instant instant) {
        return format(instant.getEpochSecond());
    }

    /**
     * A time in seconds since the epoch as an IMF-fixdate, 29 characters.
     *
     * @throws IllegalArgumentException if the year has not four digits
     */
    public static String format(long epochSecond) {
        long day = Math.floorDiv(epochSecond, 86_400L);
        int ofDay = (int) Math.floorMod(epochSecond, 86_400L);
        // Days since 1 March of the year 0 (proleptic), in eras of 400 years.
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int ofEra = (int) (shifted - era * 146_097);
        int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * ofYear + 2) / 153;
        int ofMonth = ofYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 2 : marchMonth - 10; // 0 is January
        long year = yearOfEra + era * 400 + (month < 2 ? 1 : 0);
        if (year < 0 || year > 9_999) {
            throw new IllegalArgumentException("no IMF-fixdate has this year (RFC 9110 §5.6.7): " + year);
        }
        byte[] text = new byte[29];
        name(text, 0, DAYS, (int) Math.floorMod(day + 4, 7L)); // day 0 was a Thursday
        text[3] = ',';
        text[4] = ' ';
        twoDigits(text, 5, ofMonth);
        text[7] = ' ';
        name(text, 8, MONTHS, month);
        text[11] = ' ';
        twoDigits(text, 12, (int) year / 100);
        twoDigits(text, 14, (int) year % 100);
        text[16] = ' ';
        twoDigits(text, 17, ofDay / 3_600);
        text[19] = ':';
        twoDigits(text, 20, ofDay / 60 % 60);
        text[22] = ':';
        twoDigits(text, 23, ofDay % 60);
        text[25] = ' ';
        text[26] = 'G';
        text[27] = 'M';
        text[28] = 'T';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void name(byte[] text, int at, String names, int which) {
        for (int i = 0; i < 3; i++) {
            text[at + i] = (byte) names.charAt(3 * which + i);
        }
    }

    private static void twoDigits(byte[] text, int at, int value) {
        text[at] = (byte) ('0' + value / 10);
        text[at + 1] = (byte) ('0' + value % 10);
    }
}
