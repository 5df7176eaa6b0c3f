package org.anfitrion.driver.vbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * VirtualBox's version.
 *
 * @param major such as 7
 * @param minor such as 2
 * @param text all of it, such as {@code 7.2.22_Debianr175245}
 */
record Version(int major, int minor, String text) implements Comparable<Version> {

    static final Version OLDEST = new Version(6, 1, "6.1");
    static final Version NEWEST = new Version(7, 2, "7.2");

    private static final Pattern LINE = Pattern.compile("(?m)^((\\d{1,3})\\.(\\d{1,3})\\.\\S+)\\s*$");

    /** Finds the version in what {@code VBoxManage --version} printed: warnings about the kernel module may precede it. */
    static Optional<Version> find(String output) {
        Matcher matcher = LINE.matcher(output);
        return matcher.find()
                ? Optional.of(new Version(
                        Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)), matcher.group(1)))
                : Optional.empty();
    }

    boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    @Override
    public int compareTo(Version other) {
        return isAtLeast(other.major, other.minor) ? (other.isAtLeast(major, minor) ? 0 : 1) : -1;
    }

    @Override
    public String toString() {
        return text;
    }
}
