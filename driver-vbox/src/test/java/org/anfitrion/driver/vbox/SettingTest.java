package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.GuestType;
import org.junit.jupiter.api.Test;

class SettingTest {

    @Test
    void aMachineThatWasInterpretedCanBeGivenBackToTheProcessor() {
        DomainSpec interpreted =
                DomainSpec.named("web").guestType(GuestType.EMULATED).build();
        DomainSpec assisted =
                DomainSpec.named("web").guestType(GuestType.HARDWARE_ASSISTED).build();

        assertTrue(Setting.GUEST_TYPE.differs(interpreted, assisted));
        assertEquals(
                List.of("--vm-execution-engine", "default"),
                Setting.GUEST_TYPE.words().apply(assisted));
        assertEquals(
                List.of("--vm-execution-engine", "interpreter"),
                Setting.GUEST_TYPE.words().apply(interpreted));
        assertTrue(Setting.ALL.contains(Setting.GUEST_TYPE), "an update does not write it");
    }

    @Test
    void whatIsDescribedAlikeIsNotWritten() {
        DomainSpec one = DomainSpec.named("web").description("a shop").build();
        assertFalse(Setting.ALL.stream().anyMatch(setting -> setting.differs(one, one)));
    }
}
