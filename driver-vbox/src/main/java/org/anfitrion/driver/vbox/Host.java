package org.anfitrion.driver.vbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.vbox.manage.Manage;

/** This machine, as VirtualBox sees it. Thread-safe. */
final class Host {

    private static final Pattern CPUS = Pattern.compile("(?m)^Processor online count: +(\\d+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^Memory size: +(\\d+) MByte$");

    private final Manage manage;
    private final VboxOptions options;
    private final Version version;

    Host(Manage manage, VboxOptions options, Version version) {
        this.manage = manage;
        this.options = options;
        this.version = version;
    }

    /** A user's VirtualBox on a machine: another home folder has other machines. */
    String id() {
        return "vbox:" + machine() + ":" + options.home().normalize();
    }

    private static String machine() {
        try {
            return Files.readString(Path.of("/etc/machine-id")).strip();
        } catch (IOException e) {
            return name(); // no Linux machine: its name has to do
        }
    }

    HostInfo info() {
        String printed = manage.to(Failure.to("describe", "the host")).run("list", "hostinfo");
        // In some sandboxes VirtualBox counts none.
        int cpus = (int) number(CPUS, printed).orElse(0);
        return new HostInfo(
                name(),
                "VirtualBox",
                version.text(),
                "VBoxManage " + version,
                architecture(),
                cpus > 0 ? cpus : Runtime.getRuntime().availableProcessors(),
                DataSize.mebibytes(number(MEMORY, printed).orElse(0)),
                guestTypes(),
                notes());
    }

    private static OptionalLong number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    private static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a machine without a name in any directory
        }
    }

    private static String architecture() {
        String word = System.getProperty("os.arch");
        return word.equals("amd64") ? "x86_64" : word;
    }

    private Set<GuestType> guestTypes() {
        return version.isAtLeast(7, 1)
                ? EnumSet.of(GuestType.HARDWARE_ASSISTED, GuestType.EMULATED)
                : EnumSet.of(GuestType.HARDWARE_ASSISTED);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("VBoxManage is " + options.executable());
        if (version.compareTo(Version.NEWEST) > 0) {
            notes.add("this driver was tried with VirtualBox " + Version.OLDEST + " to " + Version.NEWEST
                    + ", and this is a later one");
        }
        return notes;
    }
}
