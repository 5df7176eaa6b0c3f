package org.anfitrion.driver.openvz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.driver.openvz.tool.Place;
import org.anfitrion.spi.Deadline;

/** What a URI of the driver says. */
record OpenVzAddress(String uri, String host, Place place, String config) {

    private static final Set<String> KNOWN = Set.of("tools", "config", "keyfile", "known_hosts");

    static OpenVzAddress of(HypervisorUri uri, Deadline deadline) {
        boolean remote = uri.transport().isPresent();
        if (remote && !uri.transport().equals(Optional.of("ssh"))) {
            throw InvalidSpecException.of("URI", uri, "OpenVZ is reached by ssh only: openvz+ssh://root@host/system");
        }
        if (remote != uri.host().isPresent()) {
            throw InvalidSpecException.of(
                    "URI", uri, "openvz:///system is this machine, openvz+ssh://host/system another");
        }
        if (!uri.path().equals("/system")) {
            throw InvalidSpecException.of("URI", uri, "the path is /system");
        }
        uri.parameters().keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw InvalidSpecException.of("URI", uri, "there is no parameter '" + name + "', only " + KNOWN);
                });
        List<String> ssh = remote ? ssh(uri, deadline) : List.of();
        return new OpenVzAddress(
                uri.toString(),
                uri.host().orElse(""),
                new Place(ssh, folder(uri, "tools")),
                folder(uri, "config").orElse("/etc/vz"));
    }

    private static List<String> ssh(HypervisorUri uri, Deadline deadline) {
        String host = uri.host().orElseThrow();
        if (host.startsWith("-")
                || uri.user().filter(user -> user.startsWith("-")).isPresent()) {
            throw InvalidSpecException.of("URI", uri, "neither a host nor a user begins with a dash");
        }
        long seconds = Math.max(1, Math.min(60, deadline.remaining().toSeconds()));
        List<String> words = new ArrayList<>(List.of(
                "ssh", "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=" + seconds, "-o", "ServerAliveInterval=10"));
        uri.parameter("keyfile").ifPresent(file -> words.addAll(List.of("-i", file, "-o", "IdentitiesOnly=yes")));
        uri.parameter("known_hosts").ifPresent(file -> words.addAll(List.of("-o", "UserKnownHostsFile=" + file)));
        uri.port().ifPresent(port -> words.addAll(List.of("-p", Integer.toString(port))));
        uri.user().ifPresent(user -> words.addAll(List.of("-l", user)));
        words.addAll(List.of("--", host.replaceAll("[\\[\\]]", "")));
        return words;
    }

    private static Optional<String> folder(HypervisorUri uri, String name) {
        Optional<String> folder = uri.parameter(name);
        folder.filter(path -> !path.startsWith("/")).ifPresent(path -> {
            throw InvalidSpecException.of("parameter " + name, path, "it is not an absolute path");
        });
        return folder;
    }
}
