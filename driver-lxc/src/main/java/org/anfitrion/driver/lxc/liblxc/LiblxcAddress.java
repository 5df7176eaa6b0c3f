package org.anfitrion.driver.lxc.liblxc;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * What a URI for liblxc says.
 *
 * @param uri the URI, for messages
 * @param lxcPath the folder of containers; empty is the host's own
 */
record LiblxcAddress(String uri, String lxcPath) {

    static LiblxcAddress of(HypervisorUri uri) {
        uri.parameters().keySet().stream().findFirst().ifPresent(name -> {
            throw InvalidSpecException.of("URI", uri, "liblxc has no parameter '" + name + "'");
        });
        String path = uri.path();
        if (path.indexOf('\0') >= 0 || path.indexOf('\n') >= 0) {
            throw InvalidSpecException.of("URI", uri, "a folder has no such character in its path");
        }
        return new LiblxcAddress(uri.toString(), path.replace("/", "").isEmpty() ? "" : path);
    }

    /** The folder, given the one of the host. */
    Path folder(String usual) {
        try {
            return Path.of(lxcPath.isEmpty() ? usual : lxcPath).normalize();
        } catch (InvalidPathException e) {
            throw InvalidSpecException.of("URI", uri, String.valueOf(e.getMessage()));
        }
    }
}
