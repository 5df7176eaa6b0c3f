package org.anfitrion.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a libvirt driver can do is answered before it is tried, and the answer binds. */
class BackendFeaturesTest {

    private static final Attempt ATTEMPT = new Attempt("reset", "domain 'web'", true);
    private static final Target HOST = new Target.Host();

    @ParameterizedTest
    @EnumSource(
            value = Feature.class,
            names = {"DEFINE", "CONSOLE", "RAW_CALLS", "OWNER", "CPU_MODEL", "FILESYSTEMS", "VOLUME_DISKS"})
    void qemuCanDoAllThatIsOffered(Feature feature) {
        assertTrue(BackendFeatures.of("QEMU").support(feature, HOST).isYes());
    }

    @ParameterizedTest
    @EnumSource(
            value = Feature.class,
            names = {"TEMPLATES", "APPLIANCES"})
    void whatNobodyHasWrittenYetIsNotThereOnAnyDriver(Feature feature) {
        for (String driver : new String[] {"QEMU", "Test", "Xen", "LXC", "Novel"}) {
            Support support = BackendFeatures.of(driver).support(feature, HOST);
            assertTrue(support.isNo(), driver);
            assertTrue(support.reason().contains("does not offer it yet"), support::reason);
        }
    }

    @Test
    void aNoHasAReasonAndBinds() {
        BackendFeatures xen = BackendFeatures.of("Xen");
        Support reset = xen.support(Feature.RESET, HOST);
        assertTrue(reset.isNo());
        assertEquals("libvirt's Xen driver has no reset", reset.reason());
        assertThrows(UnsupportedCapabilityException.class, () -> xen.require(PowerAction.RESET, ATTEMPT));
    }

    @Test
    void ofADriverThatIsNotInTheTableOnlyATryTells() {
        Support suspend = BackendFeatures.of("Novel").support(Feature.SUSPEND, HOST);
        assertEquals(Support.Answer.UNKNOWN, suspend.answer());
        assertTrue(suspend.reason().contains("Novel"));
    }

    @Test
    void aCardInUserSpaceCannotBeLimitedThoughOthersCan() {
        DomainSpec limited = DomainSpec.named("web")
                .nic(NicSpec.userMode().bandwidth(new Bandwidth(1000, 1000)))
                .build();
        BackendFeatures qemu = BackendFeatures.of("QEMU");

        assertTrue(qemu.support(Feature.NIC_BANDWIDTH, HOST).isYes());
        assertTrue(
                qemu.support(Feature.NIC_BANDWIDTH, new Target.OfSpec(limited)).isNo());
    }

    @Test
    void aYesForTuningSaysWhatItRestsOn() {
        Support tuning = BackendFeatures.of("QEMU").support(Feature.TUNE_CPU, HOST);
        assertTrue(tuning.isYes());
        assertTrue(tuning.reason().contains("control groups"), tuning::reason);
        assertEquals(
                Support.Answer.UNKNOWN,
                BackendFeatures.of("Novel").support(Feature.TUNE_CPU, HOST).answer());
    }

    @Test
    void anEmbeddedDriverSaysWhatACrashLeaves() {
        Support ephemeral = BackendFeatures.of("QEMU").embedded(Map.of()).support(Feature.EPHEMERAL, HOST);
        assertTrue(ephemeral.isYes());
        assertTrue(ephemeral.reason().contains("crash"));
    }

    @Test
    void anEmbeddedDriverSaysWhatItsRootTakesAway() {
        BackendFeatures embedded = BackendFeatures.of("QEMU").embedded(Map.of(Feature.TUNE_CPU, "no control groups"));
        assertEquals(
                "no control groups", embedded.support(Feature.TUNE_CPU, HOST).reason());
        assertTrue(embedded.support(Feature.CPU_MODEL, HOST).isYes());
    }
}
