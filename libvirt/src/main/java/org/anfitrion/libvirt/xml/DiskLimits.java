package org.anfitrion.libvirt.xml;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.libvirt.xml.domain.DiskElement;
import org.anfitrion.libvirt.xml.domain.DiskTuningElement;
import org.jspecify.annotations.Nullable;

/** How fast a drive may be: {@code <iotune>}. Limits of both directions together are left to the native configuration. */
final class DiskLimits {

    private DiskLimits() {}

    static Optional<IoLimits> read(DiskElement disk) {
        DiskTuningElement tuning = disk.tuning;
        if (tuning == null || number(tuning.totalBytes) != 0 || number(tuning.totalOperations) != 0) {
            return Optional.empty();
        }
        IoLimits limits = new IoLimits(
                number(tuning.readBytes),
                number(tuning.writeBytes),
                number(tuning.readOperations),
                number(tuning.writeOperations));
        return limits.equals(IoLimits.NONE) ? Optional.empty() : Optional.of(limits);
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Math.max(0, Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return 0; // beyond what a limit can mean
        }
    }

    /** Tells whether a drive has other limits. */
    static boolean differs(DiskElement disk, IoLimits wanted) {
        boolean limited = disk.tuning != null
                && (number(disk.tuning.totalBytes) != 0 || number(disk.tuning.totalOperations) != 0);
        return limited || !read(disk).orElse(IoLimits.NONE).equals(wanted);
    }

    static void write(DiskElement disk, IoLimits wanted) {
        if (disk.tuning == null && wanted.equals(IoLimits.NONE)) {
            return;
        }
        DiskTuningElement tuning = Objects.requireNonNullElseGet(disk.tuning, DiskTuningElement::new);
        // libvirt refuses a limit of both directions beside one of each.
        tuning.totalBytes = null;
        tuning.totalOperations = null;
        tuning.readBytes = text(wanted.readBytes());
        tuning.writeBytes = text(wanted.writeBytes());
        tuning.readOperations = text(wanted.readOperations());
        tuning.writeOperations = text(wanted.writeOperations());
        disk.tuning = tuning;
    }

    private static @Nullable String text(long limit) {
        return limit == 0 ? null : Long.toString(limit);
    }

    static String text(Optional<IoLimits> limits) {
        return limits.filter(it -> !it.equals(IoLimits.NONE))
                .map(it -> it.readBytes() + " and " + it.writeBytes() + " bytes, " + it.readOperations() + " and "
                        + it.writeOperations() + " operations a second")
                .orElse("none");
    }
}
