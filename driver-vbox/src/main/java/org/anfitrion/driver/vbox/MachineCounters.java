package org.anfitrion.driver.vbox;

import java.util.HashMap;
import java.util.Map;
import org.anfitrion.driver.vbox.settings.SettingsElement;

/**
 * What a machine counts, as {@code VBoxManage debugvm NAME statistics --pattern /Public/*} prints it. VirtualBox names drives by
 * the device of their controller and their place on it, and cards by their slot.
 *
 * <p>Source: {@code drvvdConstruct} of {@code DrvVD.cpp} and {@code PDMNetShaper}'s devices; each of these names was seen in 7.2.
 */
final class MachineCounters {

    private static final Map<DriveBus, String> DEVICES = Map.of(
            DriveBus.SATA, "AHCI0",
            DriveBus.IDE, "PIIX3IDE0",
            DriveBus.SCSI, "LSILOGICSCSI0",
            DriveBus.SAS, "LSILOGICSAS0",
            DriveBus.VIRTIO, "VIRTIO-SCSI0",
            DriveBus.NVME, "NVME0",
            DriveBus.FLOPPY, "I820780");

    private final Map<String, Long> counters = new HashMap<>();

    private MachineCounters() {}

    /** What a machine that does not run has counted. */
    static MachineCounters none() {
        return new MachineCounters();
    }

    static MachineCounters parse(String xml) {
        MachineCounters counters = new MachineCounters();
        for (SettingsElement counter : SettingsElement.parse(xml).children("Counter")) {
            counter.attribute("name").ifPresent(name -> counters.counters.put(name, counter.number("c", 0)));
        }
        return counters;
    }

    /** What a drive has counted; nothing as long as it was not used: VirtualBox leaves such counters out. */
    long drive(DriveBus bus, int place, String counter) {
        String device = DEVICES.getOrDefault(bus, bus.title());
        return counters.getOrDefault("/Public/Storage/" + device + "/Port" + place + "/" + counter, 0L);
    }

    long card(int slot, String counter) {
        return counters.getOrDefault("/Public/NetAdapter/" + slot + "/" + counter, 0L);
    }
}
