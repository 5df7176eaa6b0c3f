package org.anfitrion.driver.vbox.media;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DiskFormat;

/**
 * The formats of disk images that VirtualBox writes, by VBoxManage's word for each. It reads QCOW as well, and writes only the
 * first version of it.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of a word
enum MediumFormat {
    VDI(DiskFormat.VDI, ".vdi", true),
    /** A fixed one is two files, so that it is no volume. */
    VMDK(DiskFormat.VMDK, ".vmdk", false),
    VHD(DiskFormat.VHD, ".vhd", true);

    private static final Map<DiskFormat, MediumFormat> BY_FORMAT =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(format -> format.neutral, Function.identity()));

    private final DiskFormat neutral;
    private final String extension;
    private final boolean preallocates;

    MediumFormat(DiskFormat neutral, String extension, boolean preallocates) {
        this.neutral = neutral;
        this.extension = extension;
        this.preallocates = preallocates;
    }

    static Optional<MediumFormat> of(DiskFormat format) {
        return Optional.ofNullable(BY_FORMAT.get(format));
    }

    String extension() {
        return extension;
    }

    boolean preallocates() {
        return preallocates;
    }
}
