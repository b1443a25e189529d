package dev.weir.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1_000, 10_000})
    void everyRouteIsThereOnceAndAskedForEquallyOften(int count) {
        List<String> routes = RouteTable.routes(count);
        assertThat(routes).hasSize(count).doesNotHaveDuplicates();

        Map<String, Integer> asked = new HashMap<>();
        for (String path : RouteTable.paths(routes)) {
            asked.merge(path.replaceAll("/\\d{5}", "/{}"), 1, Integer::sum);
        }

        assertThat(asked.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        routes.stream().map(route -> route.replaceAll("\\{\\w+}", "{}")).toList());
        assertThat(asked.values()).containsOnly(RouteTable.REQUESTS / count);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 10_000})
    void theFewFirstRequestsOfASlowServerAreOfRoutesFromEverywhere(int count) {
        List<String> first = RouteTable.paths(RouteTable.routes(count)).subList(0, 300);
        Pattern resource = Pattern.compile("things-(\\d+)");

        double middle = first.stream()
                .mapToInt(path -> resource.matcher(path).results().mapToInt(found -> Integer.parseInt(found.group(1))).sum())
                .average()
                .orElseThrow();

        double last = count / 5 - 1;
        assertThat(middle).isBetween(last * 0.4, last * 0.6);
    }
}
