package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Network cards of each kind connect containers to what they say, and to nothing else. */
class CardsIT {

    @Test
    void cardsOfEachKindAreConnectedToWhatTheySay() throws IOException, InterruptedException {
        LxcLab lab = LxcLab.raised();
        Map<String, String> seen = walk(lab.lxcPath(), lab.root());
        assertAll(
                () -> assertEquals("eth0 lo 52:54:00:77:00:02", seen.get("bridge inside"), "a card on a bridge"),
                () -> assertEquals("true", seen.get("bridge neighbour"), "another container on the bridge"),
                () -> assertEquals("true", seen.get("bridge host"), "the host on the bridge"),
                () -> assertEquals("false", seen.get("bridge alone"), "the host from a card on nothing"),
                () -> assertEquals(
                        "AGENT eth0 52:54:00:77:00:02 10.77.0.2/24", seen.get("bridge addresses"), "its addresses"),
                () -> assertEquals("true", seen.get("moved before"), "the host's interface before it is moved"),
                () -> assertEquals("anfp0 lo", seen.get("moved inside"), "what the container has of it"),
                () -> assertEquals("false", seen.get("moved while"), "whether the host has it meanwhile"),
                () -> assertEquals("true", seen.get("moved after"), "whether it came back"),
                () -> assertEquals("true", seen.get("shared while"), "whether the host keeps what it shares"),
                () -> assertEquals("true", seen.get("shared neighbour"), "another container on the same interface"));
    }

    /** Runs the walk in namespaces of its own, which end with it. */
    private static Map<String, String> walk(Path lxcPath, Path root) throws IOException, InterruptedException {
        return ChildJvm.running(CardsWalk.class)
                .told(lxcPath.toString(), root.toString())
                .within(List.of(
                        "unshare", "--net", "--mount", "sh", "-c", CardsWalk.INTERFACES + "\nexec \"$@\"", "walk"))
                .lines();
    }
}
