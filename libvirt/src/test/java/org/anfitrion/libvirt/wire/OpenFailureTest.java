package org.anfitrion.libvirt.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connection that cannot be opened says in plain words what would help. Messages are libvirt 9.0's own. */
class OpenFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "38|7|unable to connect to server at '127.0.0.1:1': Connection refused|ConnectionLostException|nobody listens",
                "38|7|Unable to resolve address 'no.such.host' service '16509': Name or service not known|ConnectionLostException|name cannot be resolved",
                "38|7|Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory|ConnectionLostException|no libvirt daemon runs here",
                "38|7|Failed to connect socket to '/var/run/libvirt/libvirt-sock': Permission denied|AccessDeniedException|group libvirt",
                "38|7|Cannot recv data: ssh: connect to host 127.0.0.1 port 22: Connection refused: Connection reset by peer|ConnectionLostException|nobody listens",
                "38|7|Cannot recv data: root@127.0.0.1: Permission denied (publickey,password).: Connection reset by peer|AuthenticationFailedException|login was refused",
                "38|7|Cannot recv data: Host key verification failed.: Connection reset by peer|AuthenticationFailedException|login was refused",
                "38|7|Cannot find 'ssh' in path: No such file or directory|DriverUnavailableException|openssh-client",
                "38|7|Cannot read CA certificate '/etc/pki/CA/cacert.pem': No such file or directory|AuthenticationFailedException|certificate",
                "38|7|End of file while reading data: Input/output error|ConnectionLostException|hung up",
                "1|28|internal error: IP address lookup for host 'x.invalid' failed: Name or service not known|ConnectionLostException|name cannot be resolved",
                "1|39|internal error: vmrun utility is missing|DriverUnavailableException|not installed",
                "1|14|internal error: OpenVZ control file /proc/vz does not exist|DriverUnavailableException|not installed",
                "67|0|unsupported configuration: libvirt was built without the 'hyperv' driver|DriverUnavailableException|not installed",
                "8|45|invalid argument: Missing URI parameter 'root'|InvalidSpecException|Missing URI parameter",
                "45|12|authentication failed: authentication failed, see test XML for the correct username/password|AuthenticationFailedException|login was refused",
                "38|0|Failed to acquire pid file '/tmp/r/run/qemu/driver.pid': Resource temporarily unavailable|ResourceBusyException|another process uses this root",
                "29|7|operation forbidden: not for you|AccessDeniedException|not for you",
                "1|10|internal error: something else|BackendFailureException|something else"
            })
    void theReasonAndTheTypeFitTheRemedy(int code, int domain, String message, String type, String reason) {
        HypervisorException failure =
                OpenFailure.of(Failure.to("connect", "to x:///"), new LibvirtError(code, domain, message));
        assertEquals(type, failure.getClass().getSimpleName());
        assertTrue(failure.failure().reason().contains(reason), failure.getMessage());
        assertEquals(message, failure.nativeError().orElseThrow().message());
    }
}
