package dev.weir.benchmarks.report;

import dev.weir.benchmarks.servers.Family;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same colour and dashes for a server in every picture: its family's hue, and Weir's own. */
final class Palette {
    private static final Map<Family, String> HUES =
            Map.of(Family.ASYNCHRONOUS, "a", Family.POOL, "p", Family.VIRTUAL, "v", Family.CACHE, "k");
    private static final Map<Family, Integer> SHADES =
            Map.of(Family.ASYNCHRONOUS, 3, Family.POOL, 4, Family.VIRTUAL, 3, Family.CACHE, 3);

    private final Map<String, String> colours = new HashMap<>();
    private final Map<String, String> classes = new HashMap<>();

    Palette(List<Contender> contenders) {
        Map<Family, Integer> taken = new HashMap<>();
        int ours = 0;
        for (Contender contender : contenders) {
            String dashes =
                    switch (contender.family()) {
                        case POOL -> "dashed";
                        case VIRTUAL -> "dotted";
                        default -> "solid";
                    };
            if (isOurs(contender.name())) {
                colours.put(contender.name(), ours++ % 2 == 0 ? "weir" : "weir2");
                classes.put(contender.name(), "ours " + dashes);
            } else {
                int shade = taken.merge(contender.family(), 1, Integer::sum) - 1;
                colours.put(contender.name(), HUES.get(contender.family()) + shade % SHADES.get(contender.family()));
                classes.put(contender.name(), dashes);
            }
        }
    }

    static boolean isOurs(String server) {
        return server.startsWith("Weir");
    }

    String colour(String server) {
        return colours.getOrDefault(server, "p3");
    }

    String classes(String server) {
        return classes.getOrDefault(server, "solid");
    }
}
