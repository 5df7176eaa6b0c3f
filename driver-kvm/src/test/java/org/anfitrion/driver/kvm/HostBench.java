package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.anfitrion.driver.kvm.bench.Comparisons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.LibvirtException;

/** The driver is about as fast as C, and much faster than one call for each domain. */
class HostBench {

    private static final Logger LOG = System.getLogger(HostBench.class.getName());

    @Test
    void noBarIsMissedGrossly(@TempDir Path folder) throws IOException, InterruptedException, LibvirtException {
        Lab lab = Lab.raised();
        assumeTrue(lab.unobtainable().isEmpty(), () -> lab.unobtainable().orElse(""));
        Comparisons comparisons = new Comparisons(lab.daemon(), folder);
        try {
            comparisons.run();
        } finally {
            String table = comparisons.table();
            Files.writeString(
                    Files.createDirectories(Path.of("target", "bench")).resolve("table.txt"), table);
            LOG.log(Level.INFO, () -> System.lineSeparator() + table);
        }
        assertEquals(List.of(), comparisons.grossMisses());
    }
}
