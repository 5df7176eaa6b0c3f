package org.anfitrion.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;

/** Compares what was asked for with what was read back: equal where it was said, filled in where it was left open. */
final class Descriptions {

    private final List<String> differences = new ArrayList<>();

    private Descriptions() {}

    /** Returns a line for each thing that is not as it was asked for, or was left open and still is. */
    static List<String> differences(DomainSpec asked, DomainSpec read) {
        Descriptions both = new Descriptions();
        both.same("name", asked.name(), read.name());
        both.kept("UUID", asked.uuid(), read.uuid());
        both.kept("title", asked.title(), read.title());
        both.kept("description", asked.description(), read.description());
        both.kept("guest type", asked.guestType(), read.guestType());
        both.filled("guest type", read.guestType());
        both.same("CPUs", asked.cpus(), read.cpus());
        both.same("memory", asked.memory(), read.memory());
        both.same("boot", asked.boot(), read.boot());
        both.same("number of disks", asked.disks().size(), read.disks().size());
        both.same("number of NICs", asked.nics().size(), read.nics().size());
        both.same("consoles", asked.consoles(), read.consoles());
        for (int i = 0; i < Math.min(asked.disks().size(), read.disks().size()); i++) {
            both.disks("disk " + i, asked.disks().get(i), read.disks().get(i));
        }
        for (int i = 0; i < Math.min(asked.nics().size(), read.nics().size()); i++) {
            both.nics("NIC " + i, asked.nics().get(i), read.nics().get(i));
        }
        return both.differences;
    }

    private void disks(String which, DiskSpec asked, DiskSpec read) {
        same(which + " source", asked.source(), read.source());
        same(which + " device", asked.device(), read.device());
        same(which + " format", asked.format(), read.format());
        same(which + " read-only", asked.readOnly(), read.readOnly());
        kept(which + " bus", asked.bus(), read.bus());
        filled(which + " bus", read.bus());
        kept(which + " target", asked.target(), read.target());
        filled(which + " target", read.target());
        kept(which + " serial", asked.serial(), read.serial());
    }

    private void nics(String which, NicSpec asked, NicSpec read) {
        same(which + " source", asked.source(), read.source());
        kept(which + " address", asked.mac(), read.mac());
        filled(which + " address", read.mac());
        kept(which + " model", asked.model(), read.model());
    }

    private void same(String what, Object asked, Object read) {
        if (!Objects.equals(asked, read)) {
            differences.add(what + ": asked for " + asked + ", read " + read);
        }
    }

    private void kept(String what, Optional<?> asked, Optional<?> read) {
        if (asked.isPresent()) {
            same(what, asked.get(), read.isPresent() ? read.get() : "nothing");
        }
    }

    private void filled(String what, Optional<?> read) {
        if (read.isEmpty()) {
            differences.add(what + " was left open and is not filled in");
        }
    }
}
