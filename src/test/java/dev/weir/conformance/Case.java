package dev.weir.conformance;

import java.util.List;

/**
 * One of the suite's tests.
 *
 * @param kind {@code required}, {@code optimal} or {@code check}: the last has no right answer
 * @param dependsOn ids of tests without which the result of this one says nothing
 */
record Case(String id, String name, String kind, String group, String groupName, List<String> dependsOn) {

    boolean isCheck() {
        return kind.equals("check");
    }
}
