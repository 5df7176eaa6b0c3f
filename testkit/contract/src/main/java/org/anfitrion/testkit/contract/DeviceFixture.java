package org.anfitrion.testkit.contract;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;

/**
 * What the tests of devices need on a backend. Immutable.
 *
 * @param devices makes a device of each kind that can be plugged in: without a key, and with whatever of the host it needs,
 *     such as an image file of its own
 * @param drive a drive with a medium that can be changed, such as a CD-ROM, if the backend has such
 * @param medium another medium for it
 * @param stubborn given the name of a domain that is not started yet, sees to it that its guest does not let go of devices; a
 *     machine that never boots does not need to be told. Empty where guests are not asked, as with containers
 */
public record DeviceFixture(
        List<Supplier<? extends DeviceSpec>> devices,
        Optional<DiskSpec> drive,
        DiskSource medium,
        Optional<Consumer<String>> stubborn) {

    /**
     * Creates the fixture.
     *
     * @param devices makes a device of each kind that can be plugged in: without a key, and with whatever of the host it
     *     needs, such as an image file of its own
     * @param drive a drive with a medium that can be changed, such as a CD-ROM, if the backend has such
     * @param medium another medium for it
     * @param stubborn given the name of a domain that is not started yet, sees to it that its guest does not let go of
     *     devices; a machine that never boots does not need to be told. Empty where guests are not asked, as with containers
     */
    public DeviceFixture {
        devices = List.copyOf(devices);
        Objects.requireNonNull(drive, "drive");
        Objects.requireNonNull(medium, "medium");
        Objects.requireNonNull(stubborn, "stubborn");
    }
}
