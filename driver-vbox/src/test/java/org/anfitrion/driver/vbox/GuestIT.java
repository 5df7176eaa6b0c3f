package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is said of a guest and done in it. The lab's has no Guest Additions: what they would keep, the test does. */
class GuestIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Lab LAB = Lab.raised();

    @BeforeAll
    static void isThere() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
    }

    @Test
    void aGuestsAddressesAreToldAndWhereNobodyAnswersNothingIsDone() {
        Home home = Home.in(LAB);
        try (Hypervisor host = Hypervisors.connect(home.uri())) {
            Domain domain = host.domains()
                    .define(LabGuests.onDvd(LAB)
                            .apply(DomainSpec.named("guest").memory(DataSize.mebibytes(32)))
                            .build());
            assertAll(refusals(domain).map(call -> () -> assertThrows(InvalidStateException.class, call)));
            domain.start();
            assertEquals(List.of(), domain.addresses(), "addresses that nobody has told");
            tells(home, "0/V4/IP", "10.0.2.15");
            tells(home, "0/V4/Netmask", "255.255.255.0");
            tells(home, "0/MAC", "080027AABBCC");
            tells(home, "0/Name", "eth 0 'a'");
            tells(home, "Count", "1");
            GuestAddress address = domain.addresses().get(0);
            assertAll(
                    () -> assertEquals("10.0.2.15", address.address().getHostAddress()),
                    () -> assertEquals(24, address.prefix()),
                    () -> assertEquals(
                            MacAddress.of("08:00:27:aa:bb:cc"), address.mac().orElseThrow()),
                    () -> assertEquals("eth 0 'a'", address.guestInterface().orElseThrow()),
                    () -> assertEquals(AddressSource.AGENT, address.source()));
            assertAll(refusals(domain).map(call -> () -> {
                InvalidStateException refused = assertThrows(InvalidStateException.class, call);
                assertTrue(refused.getMessage().contains("Guest Additions"), refused.getMessage());
            }));
            domain.destroy();
            domain.undefine();
        }
    }

    private static Stream<Executable> refusals(Domain domain) {
        return Stream.of(
                () -> domain.guest().exec(PATIENCE, "/bin/true"),
                () -> domain.guest().read("/etc/hostname", PATIENCE),
                () -> domain.guest().info());
    }

    private static void tells(Home home, String property, String value) {
        home.manage("guestproperty", "set", "guest", "/VirtualBox/GuestInfo/Net/" + property, value);
    }
}
