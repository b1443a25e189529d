package dev.weir.benchmarks.scenarios;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Routes as an API of many resources has them, five for each, and requests for all of them in no order. */
final class RouteTable {
    /** As many as the most routes that are measured: each is asked for, and equally often. */
    static final int REQUESTS = 10_000;

    /** The first parameter of each is {@code id}; what is literal comes before what would match it as well. */
    private static final List<String> OF_A_RESOURCE = List.of("", "/count", "/{id}", "/{id}/parts", "/{id}/parts/{part}");

    private static final int LEAST_ID = 10_000;
    private static final int MOST_ID = 99_999;

    private RouteTable() {}

    static List<String> routes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "/api/v1/things-" + i / OF_A_RESOURCE.size() + OF_A_RESOURCE.get(i % OF_A_RESOURCE.size()))
                .toList();
    }

    /** The same paths at each call, each with ids of its own. */
    static List<String> paths(List<String> routes) {
        Random random = new Random(42);
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            paths.add(routes.get(i % routes.size()).replace("{id}", id(random)).replace("{part}", id(random)));
        }
        Collections.shuffle(paths, random);
        return paths;
    }

    private static String id(Random random) {
        return Integer.toString(random.nextInt(LEAST_ID, MOST_ID + 1));
    }
}
