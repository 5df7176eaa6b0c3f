package org.anfitrion.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.libvirt.StatisticsKey.What;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainCounters;
import org.anfitrion.libvirt.wire.DomainFacts;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.CountedDevices;
import org.libvirt.jna.CString;

/**
 * The statistics of domains of a backend that has no bulk call, such as libxl's, told as if it had one: with its names, so
 * that the same rows are made of them.
 */
final class StatisticsOneByOne {

    /** {@code virDomainMemoryStatTags}. */
    private static final Map<Integer, What> MEMORY = Map.of(
            2, What.MAJOR_FAULTS,
            3, What.MINOR_FAULTS,
            4, What.UNUSED,
            7, What.RESIDENT,
            8, What.USABLE);

    private static final List<What> DRIVE = List.of(What.READS, What.READ_BYTES, What.WRITES, What.WRITTEN_BYTES);
    private static final List<What> CARD = List.of(
            What.RECEIVED_BYTES,
            What.RECEIVED_PACKETS,
            What.RECEIVE_ERRORS,
            What.RECEIVE_DROPS,
            What.SENT_BYTES,
            What.SENT_PACKETS,
            What.SEND_ERRORS,
            What.SEND_DROPS);

    private final WireConnection wire;
    private final Attempt attempt;
    private final StatisticsRows rows;
    private final boolean devices;

    StatisticsOneByOne(WireConnection wire, Attempt attempt, StatisticsRows rows, boolean devices) {
        this.wire = wire;
        this.attempt = attempt;
        this.rows = rows;
        this.devices = devices;
    }

    void all(int flags) {
        for (DomainFacts facts : DomainFacts.oneByOne(wire, flags, attempt)) {
            boolean active = Codes.status(facts.state(), facts.reason()).state().isActive();
            // One that went away since it was listed is as it was then.
            try (DomainReference domain =
                    active ? Inventory.byUuid(wire, facts.uuid(), attempt).orElse(null) : null) {
                tell(facts, Optional.ofNullable(domain));
            }
        }
    }

    void one(DomainReference domain) {
        tell(DomainFacts.of(wire, domain, attempt), Optional.of(domain));
    }

    private void tell(DomainFacts facts, Optional<DomainReference> domain) {
        rows.begin(facts.uuid(), facts.name());
        number(What.STATE, 0, facts.state());
        number(What.REASON, 0, facts.reason());
        number(What.CPUS, 0, facts.cpus());
        number(What.MEMORY, 0, facts.memoryKibibytes());
        domain.ifPresent(this::count);
        rows.end();
    }

    private void count(DomainReference domain) {
        DomainCounters counters = new DomainCounters(wire, domain, attempt);
        counters.maximumAndCpuTime().ifPresent(values -> {
            number(What.MEMORY_MAXIMUM, 0, values[0]);
            number(What.CPU_TIME, 0, values[1]);
        });
        counters.memory().forEach((tag, value) -> {
            if (MEMORY.containsKey(tag)) {
                number(MEMORY.get(tag), 0, value);
            }
        });
        if (devices) {
            CountedDevices counted = devices(domain);
            int drive = 0;
            for (String target : counted.drives()) {
                Optional<long[]> values = counters.drive(target);
                if (values.isPresent()) {
                    rows.text(new StatisticsKey(What.DISK_NAME, drive), target);
                    numbers(DRIVE, drive++, values.get());
                }
            }
            int card = 0;
            for (String device : counted.cards()) {
                Optional<long[]> values = counters.card(device);
                if (values.isPresent()) {
                    rows.text(new StatisticsKey(What.NIC_NAME, card), device);
                    numbers(CARD, card++, values.get());
                }
            }
        }
    }

    private CountedDevices devices(DomainReference domain) {
        CString xml = wire.library().virDomainGetXMLDesc(domain.pointer(), 0);
        return xml == null
                ? new CountedDevices(new ArrayList<>(), new ArrayList<>())
                : CountedDevices.of(xml.toString());
    }

    private void numbers(List<What> what, int index, long[] values) {
        for (int i = 0; i < what.size(); i++) {
            if (values[i] >= 0) { // -1 is what a backend does not count
                number(what.get(i), index, values[i]);
            }
        }
    }

    private void number(What what, int index, long value) {
        rows.number(new StatisticsKey(what, index), value);
    }
}
