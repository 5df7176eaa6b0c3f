package org.anfitrion.driver.vbox.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.unit.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseFileTest {

    @Test
    void leasesAreThoseThatWereGivenAndHaveNotExpired(@TempDir Path home) throws IOException {
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        Files.writeString(home.resolve("net_one-Dhcpd.leases"), """
                <?xml version="1.0"?>
                <Leases version="1.0">
                  <Lease mac="52:54:00:77:00:01" id="01525400770001" network="0.0.0.0" state="acked">
                    <Address value="10.77.0.99"/>
                    <Time issued="%d" expiration="600"/>
                  </Lease>
                  <Lease mac="52:54:00:77:00:02" network="0.0.0.0" state="expired">
                    <Address value="10.77.0.98"/>
                    <Time issued="%d" expiration="600"/>
                  </Lease>
                  <Lease mac="52:54:00:77:00:03" network="0.0.0.0" state="acked">
                    <Address value="10.77.0.97"/>
                    <Time issued="%d" expiration="600"/>
                  </Lease>
                </Leases>
                """.formatted(
                        now.getEpochSecond(), now.getEpochSecond(), now.getEpochSecond() - 700));
        Lease held = new Lease(
                MacAddress.of("52:54:00:77:00:01"),
                InetAddress.getByName("10.77.0.99"),
                24,
                Optional.empty(),
                Optional.of(now.plusSeconds(600)));
        assertEquals(List.of(held), LeaseFile.read(home, "net/one", 24));
    }

    @Test
    void aNetworkThatNeverGaveAnAddressHasNoLeases(@TempDir Path home) {
        assertEquals(List.of(), LeaseFile.read(home, "net", 24));
    }
}
