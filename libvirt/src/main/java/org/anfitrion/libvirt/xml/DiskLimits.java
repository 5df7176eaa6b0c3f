package org.anfitrion.libvirt.xml;

import java.util.Optional;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.libvirt.xml.domain.DiskIoTune;
import org.anfitrion.libvirt.xml.domain.DomainDisk;
import org.jspecify.annotations.Nullable;

/** How fast a drive may be: {@code <iotune>}. Limits of both directions together are left to the native configuration. */
final class DiskLimits {

    private DiskLimits() {}

    static Optional<IoLimits> read(DomainDisk disk) {
        return disk.ioTune()
                .filter(tuning -> !isOfBoth(tuning))
                .map(tuning -> new IoLimits(
                        number(tuning.readBytesSec()),
                        number(tuning.writeBytesSec()),
                        number(tuning.readIopsSec()),
                        number(tuning.writeIopsSec())))
                .filter(limits -> !limits.equals(IoLimits.NONE));
    }

    private static boolean isOfBoth(DiskIoTune tuning) {
        return number(tuning.totalBytesSec()) != 0 || number(tuning.totalIopsSec()) != 0;
    }

    /** What is beyond any number limits nothing. */
    private static long number(Optional<Long> number) {
        return Math.max(0, number.orElse(0L));
    }

    /** Tells whether a drive has other limits. */
    static boolean differs(DomainDisk disk, IoLimits wanted) {
        return disk.ioTune().filter(DiskLimits::isOfBoth).isPresent()
                || !read(disk).orElse(IoLimits.NONE).equals(wanted);
    }

    static void write(DomainDisk disk, IoLimits wanted) {
        if (disk.ioTune().isEmpty() && wanted.equals(IoLimits.NONE)) {
            return;
        }
        disk.ioTuneOrNew()
                // libvirt refuses a limit of both directions beside one of each.
                .setTotalBytesSec(null)
                .setTotalIopsSec(null)
                .setReadBytesSec(unlessNone(wanted.readBytes()))
                .setWriteBytesSec(unlessNone(wanted.writeBytes()))
                .setReadIopsSec(unlessNone(wanted.readOperations()))
                .setWriteIopsSec(unlessNone(wanted.writeOperations()));
    }

    private static @Nullable Long unlessNone(long limit) {
        return limit == 0 ? null : limit;
    }

    static String text(Optional<IoLimits> limits) {
        return limits.filter(it -> !it.equals(IoLimits.NONE))
                .map(it -> it.readBytes() + " and " + it.writeBytes() + " bytes, " + it.readOperations() + " and "
                        + it.writeOperations() + " operations a second")
                .orElse("none");
    }
}
