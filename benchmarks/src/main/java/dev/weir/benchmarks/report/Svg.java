package dev.weir.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes a picture as SVG, with classes of {@code plot.css} for its colours. */
final class Svg {
    private final StringBuilder out = new StringBuilder();

    Svg(double width, double height, String title) {
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" width=\"%.0f\" height=\"%.0f\""
                        + " viewBox=\"0 0 %.0f %.0f\">%n<title>%s</title>%n",
                width,
                height,
                width,
                height,
                escape(title)));
    }

    /** As a file of its own: with the style, and a background to stand on. */
    static String alone(String svg) {
        int behindTag = svg.indexOf('>') + 1;
        return svg.substring(0, behindTag) + "\n<style>\n" + resource("plot.css")
                + "</style>\n<rect width=\"100%\" height=\"100%\" style=\"fill: var(--page)\"/>"
                + svg.substring(behindTag);
    }

    static String resource(String name) {
        try (InputStream in = Svg.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("not in this jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** What follows is drawn as a server's: in its colour. */
    Svg begin(String classes, String colour) {
        out.append(String.format(Locale.ROOT, "<g class=\"%s\" style=\"--c: var(--%s)\">%n", classes, colour));
        return this;
    }

    Svg end() {
        out.append("</g>\n");
        return this;
    }

    /** @param anchor start, middle or end */
    Svg text(double x, double y, String classes, String anchor, String text) {
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                classes,
                anchor,
                escape(text)));
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String classes) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                classes));
        return this;
    }

    Svg path(String d, String classes) {
        out.append("<path d=\"").append(d).append("\" class=\"").append(classes).append("\"/>\n");
        return this;
    }

    Svg circle(double x, double y, double radius, String classes) {
        out.append(String.format(
                Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"/>%n", x, y, radius, classes));
        return this;
    }

    Svg bar(double x, double y, double width, double height) {
        out.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" class=\"bar\"/>%n",
                x,
                y,
                width,
                height));
        return this;
    }

    String whole() {
        return out + "</svg>\n";
    }
}
