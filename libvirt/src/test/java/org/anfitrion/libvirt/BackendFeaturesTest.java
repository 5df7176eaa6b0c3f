package org.anfitrion.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a libvirt driver can do is answered before it is tried, and the answer binds. */
class BackendFeaturesTest {

    private static final Attempt ATTEMPT = new Attempt("reset", "domain 'web'", true);

    @ParameterizedTest
    @EnumSource(Feature.class)
    void qemuCanDoAllOfIt(Feature feature) {
        assertTrue(BackendFeatures.of("QEMU").support(feature, true).isYes());
    }

    @Test
    void aNoHasAReasonAndBinds() {
        BackendFeatures xen = BackendFeatures.of("Xen");
        Support reset = xen.support(Feature.RESET, true);
        assertTrue(reset.isNo());
        assertEquals("libvirt's Xen driver has no reset", reset.reason());
        assertThrows(UnsupportedCapabilityException.class, () -> xen.require(PowerAction.RESET, ATTEMPT));
    }

    @Test
    void ofADriverThatIsNotInTheTableOnlyATryTells() {
        Support suspend = BackendFeatures.of("Novel").support(Feature.SUSPEND, true);
        assertEquals(Support.Answer.UNKNOWN, suspend.answer());
        assertTrue(suspend.reason().contains("Novel"));
    }

    @Test
    void eventsAreThereIfTheConnectionSaysSo() {
        assertTrue(BackendFeatures.of("ESX").support(Feature.EVENTS, false).isNo());
        assertTrue(BackendFeatures.of("ESX").support(Feature.EVENTS, true).isYes());
    }

    @Test
    void anEmbeddedDriverSaysWhatACrashLeaves() {
        Support ephemeral = BackendFeatures.of("QEMU").embedded().support(Feature.EPHEMERAL, true);
        assertTrue(ephemeral.isYes());
        assertTrue(ephemeral.reason().contains("crash"));
    }
}
