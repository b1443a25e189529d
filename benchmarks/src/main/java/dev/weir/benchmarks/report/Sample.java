package dev.weir.benchmarks.report;

import java.util.Map;

/** What one server did in one turn: figures by the ids of metrics. */
public record Sample(String server, String point, int round, Map<String, Double> figures) {}
