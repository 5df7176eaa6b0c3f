package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.GuestType;

/**
 * A setting of a machine that {@code VBoxManage modifyvm} writes, and what of a description it says.
 *
 * @param title what it is, for people
 * @param value what a description says of it
 * @param words the arguments that write it
 */
record Setting(String title, Function<DomainSpec, Object> value, Function<DomainSpec, List<String>> words) {

    private static final Map<Boot.BootDevice, String> BOOT_DEVICES = Map.of(
            Boot.BootDevice.DISK, "disk",
            Boot.BootDevice.CDROM, "dvd",
            Boot.BootDevice.NETWORK, "net",
            Boot.BootDevice.FLOPPY, "floppy");

    /** VirtualBox's own order, which it takes where a description leaves it open. */
    private static final List<String> USUAL_ORDER = List.of("floppy", "dvd", "disk", "none");

    /** Whether VirtualBox interprets a guest's instructions; from 7.1 on. */
    static final Setting GUEST_TYPE = new Setting(
            "guest type",
            spec -> type(spec).name(),
            spec -> List.of("--vm-execution-engine", type(spec) == GuestType.EMULATED ? "interpreter" : "default"));

    /** All that have no devices in them. */
    static final List<Setting> ALL = List.of(
            new Setting(
                    "description",
                    spec -> spec.description().orElse(""),
                    spec -> List.of("--description=" + spec.description().orElse(""))),
            GUEST_TYPE,
            new Setting(
                    "CPUs",
                    DomainSpec::cpus,
                    spec -> List.of("--cpus", Integer.toString(spec.cpus().current()))),
            new Setting(
                    "memory",
                    DomainSpec::memory,
                    spec -> List.of(
                            "--memory", Long.toString(spec.memory().current().toMebibytes()))),
            new Setting("boot", Setting::firmware, spec -> boot(firmware(spec))),
            new Setting(
                    "CPU quota",
                    spec -> CpuCap.of(spec.tuning()),
                    spec -> List.of("--cpuexecutioncap", Integer.toString(CpuCap.of(spec.tuning())))));

    private static GuestType type(DomainSpec spec) {
        return spec.guestType().orElse(GuestType.HARDWARE_ASSISTED);
    }

    private static Boot.Firmware firmware(DomainSpec spec) {
        return (Boot.Firmware) spec.boot().orElseGet(type(spec)::usualBoot);
    }

    private static List<String> boot(Boot.Firmware firmware) {
        List<String> words = new ArrayList<>();
        words.add("--firmware");
        words.add(firmware.type() == Boot.FirmwareType.UEFI ? "efi" : "bios");
        for (int i = 0; i < USUAL_ORDER.size(); i++) {
            words.add("--boot" + (i + 1));
            words.add(firmware.order().isEmpty() ? USUAL_ORDER.get(i) : device(firmware.order(), i));
        }
        return words;
    }

    private static String device(List<Boot.BootDevice> order, int place) {
        return place < order.size() ? Objects.requireNonNull(BOOT_DEVICES.get(order.get(place))) : "none";
    }

    boolean differs(DomainSpec base, DomainSpec wanted) {
        return !value.apply(base).equals(value.apply(wanted));
    }

    /** A line for people about how two descriptions differ in this. */
    String change(DomainSpec base, DomainSpec wanted) {
        return title + ": " + value.apply(base) + " -> " + value.apply(wanted);
    }
}
