package dev.weir.support;

import java.util.List;
import java.util.Random;

/**
 * A test that is tried with many random inputs. Each try has a seed of its own, which the failure names; set as the
 * system property {@code trials.seed}, it is the first to be tried.
 */
public final class Trials {
    private static final String SEED = "trials.seed";
    private static final int LONGEST_TEXT = 60;

    /** One try. */
    @FunctionalInterface
    public interface Trial {
        void run(Random random) throws Exception;
    }

    private Trials() {}

    /** So many as are worth it where a try takes microseconds. */
    public static void run(Trial trial) {
        run(1_000, trial);
    }

    public static void run(int tries, Trial trial) {
        long first = Long.getLong(SEED, new Random().nextLong());
        for (int i = 0; i < tries; i++) {
            try {
                trial.run(new Random(first + i));
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "Try " + i + " failed; to begin with it: mvn test -D" + SEED + "=" + (first + i), e);
            }
        }
    }

    /** One of {@code choices}. */
    public static <T> T oneOf(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Some of {@code choices}, one behind another; none to {@code most}. */
    public static String some(Random random, int most, String separator, List<String> choices) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(text.length() == 0 ? "" : separator).append(oneOf(random, choices));
        }
        return text.toString();
    }

    /** Any characters at all, half of them of ASCII; surrogates come single too. */
    public static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(LONGEST_TEXT); i > 0; i--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
        }
        return text.toString();
    }
}
