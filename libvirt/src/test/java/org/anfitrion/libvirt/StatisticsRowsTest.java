package org.anfitrion.libvirt;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.statistics.DiskStatistics;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.NicStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;

/** libvirt's named values become rows, each in its place. */
class StatisticsRowsTest {

    private static final UUID ID = UUID.fromString("4dea22b3-1d52-d8f3-2516-782e98ab3fa0");
    private static final Set<StatisticsGroup> ALL = EnumSet.allOf(StatisticsGroup.class);

    private final StatisticsRows rows = new StatisticsRows(ALL);

    private void number(String name, long value) {
        StatisticsKey key = StatisticsKey.of(name);
        assertNotNull(key, name);
        rows.number(key, value);
    }

    private void text(String name, String value) {
        StatisticsKey key = StatisticsKey.of(name);
        assertNotNull(key, name);
        rows.text(key, value);
    }

    private void running() {
        rows.begin(ID, "web");
        number("state.state", 1);
        number("state.reason", 1);
        number("vcpu.current", 2);
        number("balloon.current", 1024);
        number("balloon.maximum", 2048);
    }

    private DomainStatistics last() {
        rows.end();
        return rows.rows().get(rows.rows().size() - 1);
    }

    @Test
    void whatACpuTookAndAnotherWithAGapBetween() {
        running();
        number("cpu.time", 5_000);
        number("cpu.user", 3_000);
        number("vcpu.0.time", 1_000);
        number("vcpu.2.time", 2_000);
        DomainStatistics row = last();
        assertEquals(Duration.ofNanos(5_000), row.cpu().orElseThrow().total());
        assertEquals(
                Optional.of(Duration.ofNanos(3_000)), row.cpu().orElseThrow().user());
        assertEquals(Optional.empty(), row.cpu().orElseThrow().system());
        assertEquals(
                List.of(Duration.ofNanos(1_000), Duration.ZERO, Duration.ofNanos(2_000)),
                row.cpu().orElseThrow().perCpu());
    }

    @Test
    void withoutControlGroupsItIsWhatTheCpusTook() {
        running();
        number("vcpu.0.time", 1_000);
        number("vcpu.1.time", 2_000);
        assertEquals(Duration.ofNanos(3_000), last().cpu().orElseThrow().total());
    }

    @Test
    void whatADriveDidAndThatATrayIsEmpty() {
        running();
        text("block.0.name", "vda");
        text("block.0.path", "/images/web.qcow2");
        number("block.0.rd.reqs", 1);
        number("block.0.rd.bytes", 2);
        number("block.0.rd.times", 3);
        number("block.0.wr.reqs", 4);
        number("block.0.wr.bytes", 5);
        number("block.0.wr.times", 6);
        number("block.0.fl.reqs", 7);
        number("block.0.allocation", 8);
        number("block.0.capacity", 9);
        text("block.1.name", "sda");
        assertEquals(
                List.of(
                        new DiskStatistics(
                                "vda",
                                1,
                                2,
                                4,
                                5,
                                OptionalLong.of(7),
                                Optional.of(Duration.ofNanos(3)),
                                Optional.of(Duration.ofNanos(6)),
                                Optional.of(DataSize.bytes(9)),
                                Optional.of(DataSize.bytes(8))),
                        new DiskStatistics(
                                "sda",
                                0,
                                0,
                                0,
                                0,
                                OptionalLong.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                last().disks());
    }

    @Test
    void aDriveThatCouldNotBeAskedHasNoCountersRatherThanWrongOnes() {
        running();
        text("block.0.name", "vda");
        text("block.0.path", "/images/web.qcow2");
        assertEquals(List.of(), last().disks());
    }

    @Test
    void whatWentThroughACard() {
        running();
        text("net.0.name", "vnet0");
        String[] names = {"rx.bytes", "rx.pkts", "rx.errs", "rx.drop", "tx.bytes", "tx.pkts", "tx.errs", "tx.drop"};
        for (int i = 0; i < names.length; i++) {
            number("net.0." + names[i], i + 1);
        }
        assertEquals(List.of(new NicStatistics(Optional.empty(), "vnet0", 1, 2, 3, 4, 5, 6, 7, 8)), last().nics());
    }

    @Test
    void whatDoesNotRunUsesNothingThoughLibvirtTellsNumbers() {
        rows.begin(ID, "web");
        number("state.state", 5);
        number("cpu.time", 170_000_000);
        number("vcpu.current", 2);
        number("balloon.maximum", 2048);
        text("block.0.name", "vda");
        number("block.0.capacity", 9);
        DomainStatistics row = last();
        assertAll(
                () -> assertEquals(DomainState.SHUT_OFF, row.state()),
                () -> assertEquals(DataSize.kibibytes(2048), row.domain().memory()),
                () -> assertEquals(Optional.of(ID), row.domain().uuid()),
                () -> assertTrue(row.cpu().isEmpty()
                        && row.memory().isEmpty()
                        && row.disks().isEmpty()));
    }

    @Test
    void nothingOfOneDomainIsLeftInTheNext() {
        running();
        number("cpu.time", 5_000);
        number("balloon.rss", 512);
        text("block.0.name", "vda");
        number("block.0.rd.reqs", 1);
        assertEquals(
                Optional.of(DataSize.kibibytes(512)),
                last().memory().orElseThrow().resident());
        running();
        DomainStatistics next = last();
        assertAll(
                () -> assertTrue(next.cpu().isEmpty()),
                () -> assertEquals(Optional.empty(), next.memory().orElseThrow().resident()),
                () -> assertEquals(List.of(), next.disks()));
    }

    @Test
    void aBackendThatLeavesOutCpusIsNotTakenForOneWithTheBulkCall() {
        rows.begin(ID, "web");
        number("state.state", 5);
        rows.end();
        assertTrue(rows.incomplete());
    }

    @Test
    void namesThatNothingHasAPlaceForMeanNothing() {
        for (String name :
                List.of("", "vm.tlb_flush.sum", "block.99999999999.name", "block.0.", "dirtyrate.calc_mode")) {
            assertNull(StatisticsKey.of(name), name);
        }
    }
}
