package dev.weir.benchmarks.profile;

import dev.weir.benchmarks.report.Profile;
import dev.weir.benchmarks.report.Profile.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a recording of the flight recorder has seen a program do. Its samples of Java code and of native code are taken at
 * different rates, and of native code by turns among all threads that are in some. So neither says how much CPU time that
 * is: the kernel knows, and each kind of sample only tells what its part of the time was for.
 */
final class Samples {
    /** Fewer tell nothing. */
    private static final int ENOUGH = 50;

    /** Of CPU time: so much without samples was spent where none can be taken, as in code that Java's compilers bring along. */
    private static final double UNSEEN_SECONDS = 1;

    private static final int HOTTEST = 3;
    private static final String OF_JAVA = "jdk.ExecutionSample";
    private static final String OF_NATIVE = "jdk.NativeMethodSample";

    private final List<Sample> samples = new ArrayList<>();

    /** One sample of the kernel's work, or of the program's. */
    private record Sample(Place place, boolean nativeCode, String method) {
        boolean isKernel() {
            return nativeCode && place.isKernel();
        }
    }

    /** Those of each slice, in their order. */
    static List<Samples> read(Path recording, List<Slice> slices) throws IOException {
        List<Samples> read = Stream.generate(Samples::new).limit(slices.size()).toList();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                String type = event.getEventType().getName();
                if (!type.equals(OF_JAVA) && !type.equals(OF_NATIVE)) {
                    continue;
                }
                for (int i = 0; i < slices.size(); i++) {
                    if (slices.get(i).has(event.getStartTime())) {
                        read.get(i).add(frames(event), type.equals(OF_NATIVE));
                    }
                }
            }
        }
        return read;
    }

    /** All of them as one. */
    static Samples together(List<Samples> parts) {
        Samples all = new Samples();
        parts.forEach(part -> all.samples.addAll(part.samples));
        return all;
    }

    private static List<String> frames(RecordedEvent event) {
        return event.getStackTrace() == null
                ? List.of()
                : event.getStackTrace().getFrames().stream()
                        .filter(RecordedFrame::isJavaFrame)
                        .map(frame -> frame.getMethod().getType().getName() + "."
                                + frame.getMethod().getName())
                        .toList();
    }

    /** Native code that is not known to work waits: for events, for input, for a lock. */
    void add(List<String> frames, boolean nativeCode) {
        Place place = Place.of(frames);
        boolean works = !nativeCode || place.isKernel() || place == Place.TLS || place == Place.COPYING;
        if (!frames.isEmpty() && works) {
            samples.add(new Sample(place, nativeCode, frames.get(0)));
        }
    }

    /** Empty where there are too few samples of too little time; without methods where there are too few of much. */
    Optional<Profile> over(JvmTimes times) {
        double all = times.user() + times.system() + times.collector();
        if (all <= 0) {
            return Optional.empty();
        }
        if (samples.size() < ENOUGH) {
            return all < UNSEEN_SECONDS ? Optional.empty() : Optional.of(new Samples().profile(times, all));
        }
        return Optional.of(profile(times, all));
    }

    private Profile profile(JvmTimes times, double all) {
        long kernel = samples.stream().filter(Sample::isKernel).count();
        long program = samples.size() - kernel;
        Map<String, Double> byPlace = new HashMap<>();
        Map<String, Double> byMethod = new HashMap<>();
        for (Sample sample : samples) {
            double seconds = sample.isKernel() ? times.system() / kernel : times.user() / program;
            byPlace.merge(sample.place().title(), seconds, Double::sum);
            byMethod.merge(brief(sample.method()), seconds, Double::sum);
        }
        // Of which no sample says what for.
        byPlace.merge("the kernel", kernel == 0 ? times.system() : 0, Double::sum);
        byPlace.merge("the program", program == 0 ? times.user() : 0, Double::sum);
        byPlace.merge("garbage collection", times.collector(), Double::sum);
        List<Share> shares = descending(byPlace).stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new Share(entry.getKey(), Math.round(entry.getValue() / all * 1_000) / 10.0))
                .toList();
        return new Profile(
                shares,
                descending(byMethod).stream().limit(HOTTEST).map(Map.Entry::getKey).toList());
    }

    private static List<Map.Entry<String, Double>> descending(Map<String, Double> seconds) {
        return seconds.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /** Without the packages. */
    private static String brief(String method) {
        int beforeName = method.lastIndexOf('.');
        return method.substring(method.lastIndexOf('.', beforeName - 1) + 1);
    }
}
