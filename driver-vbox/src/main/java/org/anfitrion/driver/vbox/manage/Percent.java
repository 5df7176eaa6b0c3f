package org.anfitrion.driver.vbox.manage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;

/** Reads {@code 0%...10%...20%}, which comes in pieces, and reports it. Not thread-safe. */
final class Percent {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,3})%");
    /** A piece may end within a number. */
    private static final int LONGEST_TAIL = 3;

    private final Progress progress;
    private String tail = "";

    Percent(Progress progress) {
        this.progress = progress;
    }

    void take(String piece) {
        String text = tail + piece;
        Matcher matcher = NUMBER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            int done = Integer.parseInt(matcher.group(1));
            if (done <= 100) {
                progress.report(done, 100, WorkUnit.PERCENT);
            }
            end = matcher.end();
        }
        tail = text.substring(Math.max(end, text.length() - LONGEST_TAIL));
    }
}
