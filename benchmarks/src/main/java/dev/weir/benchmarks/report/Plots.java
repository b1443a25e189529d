package dev.weir.benchmarks.report;

/** Draws what a scenario asks to be drawn. */
final class Plots {
    private Plots() {}

    static String draw(Run run, Outcome outcome, Plot plot) {
        Palette palette = new Palette(run.contenders());
        return plot.bars()
                ? new BarPlot(outcome, plot, palette).draw()
                : new LinePlot(outcome, plot, palette).draw();
    }
}
