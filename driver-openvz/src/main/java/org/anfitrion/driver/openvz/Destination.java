package org.anfitrion.driver.openvz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;

/**
 * How vzmigrate reaches the other host: what it takes as its destination, and as options for ssh. vzmigrate of vzctl 4.9 is a shell
 * script that quotes nothing of these, and both families split the options at blanks; so only what no shell takes for syntax goes
 * through. Immutable.
 *
 * @param host the destination, with the user where it may be named
 * @param ssh options for ssh, separated by blanks
 */
record Destination(String host, String ssh) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern FILE = Pattern.compile("/[A-Za-z0-9._/+@:,=-]*");

    /** vzmigrate's script names nobody else. */
    private static final String ROOT = "root";

    /**
     * Reads where a container goes.
     *
     * @param target how the target is reached from here
     * @param address how it is reached from the source, if that is not the same
     * @param legacy whether vzmigrate is that of vzctl 4.9
     * @param remote whether the source is another machine than this one, so that the files of a URI are not its
     * @param attempt what is attempted
     * @return the destination
     */
    static Destination of(
            HypervisorUri target, Optional<String> address, boolean legacy, boolean remote, Failure attempt) {
        HypervisorUri uri = address.map(HypervisorUri::parse).orElse(target);
        String host =
                uri.host().orElseThrow(() -> bad(attempt, uri, "it names no host, and vzmigrate needs one to go to"));
        if (!uri.scheme().equals("openvz") || !uri.transport().equals(Optional.of("ssh"))) {
            throw bad(attempt, uri, "vzmigrate goes by ssh: openvz+ssh://root@host/system");
        }
        if (!HOST.matcher(host).matches()) {
            throw bad(attempt, uri, "vzmigrate takes a host's name or IPv4 address only");
        }
        Optional<String> user = uri.user();
        if (user.filter(name -> !USER.matcher(name).matches()).isPresent()) {
            throw bad(attempt, uri, "vzmigrate takes no such user");
        }
        if (legacy && user.filter(name -> !name.equals(ROOT)).isPresent()) {
            throw new UnsupportedCapabilityException(attempt.because("vzmigrate goes to root, and to no other user"));
        }
        boolean files = address.isPresent() || !remote;
        return new Destination(
                legacy ? host : user.map(name -> name + "@" + host).orElse(host),
                String.join(" ", options(uri, legacy, files, attempt)));
    }

    private static List<String> options(HypervisorUri uri, boolean legacy, boolean files, Failure attempt) {
        List<String> options = new ArrayList<>();
        // First: vzmigrate's script makes the first "-p" of all "-P" for scp.
        uri.port().ifPresent(port -> options.addAll(List.of("-p", Integer.toString(port))));
        if (!legacy) {
            options.addAll(List.of("-o", "BatchMode=yes"));
        }
        if (files) {
            file(uri, "keyfile", legacy, attempt)
                    .ifPresent(key -> options.addAll(List.of("-i", key, "-o", "IdentitiesOnly=yes")));
            file(uri, "known_hosts", legacy, attempt)
                    .ifPresent(hosts -> options.addAll(List.of("-o", "UserKnownHostsFile=" + hosts)));
        }
        options.addAll(List.of("-o", "ConnectTimeout=30"));
        return options;
    }

    private static Optional<String> file(HypervisorUri uri, String name, boolean legacy, Failure attempt) {
        Optional<String> file = uri.parameter(name);
        file.filter(path -> !FILE.matcher(path).matches()).ifPresent(path -> {
            throw bad(
                    attempt,
                    uri,
                    "vzmigrate cannot be given " + name + " '" + path + "': a blank or sign in it is syntax");
        });
        if (legacy && uri.port().isEmpty()) {
            file.filter(path -> path.contains("-p")).ifPresent(path -> {
                throw bad(attempt, uri, "vzmigrate takes the -p in " + name + " for a port: name the port");
            });
        }
        return file;
    }

    private static InvalidSpecException bad(Failure attempt, HypervisorUri uri, String why) {
        return new InvalidSpecException(attempt.because("the target '" + uri + "' is none: " + why));
    }
}
