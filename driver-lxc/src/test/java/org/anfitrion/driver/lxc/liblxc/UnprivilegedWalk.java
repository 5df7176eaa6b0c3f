package org.anfitrion.driver.lxc.liblxc;

import java.io.PrintStream;
import java.util.UUID;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.unit.DataSize;

/** What {@link UnprivilegedIT} does as a user who is not root: it prints what it saw, a line each. */
final class UnprivilegedWalk {

    /**
     * Makes the user whose home is the first argument, who may use the numbers that begin with the second, and runs the rest as
     * he. His control groups are his own; where he finds newuidmap(1) is the third argument.
     */
    static final String AS_USER = """
            set -e
            home=$1 first=$2 tools=$3
            shift 3
            mount --make-rprivate /
            cp -a /etc "$home/etc"
            echo "lab:x:64242:64242::$home:/bin/sh" >>"$home/etc/passwd"
            echo "lab:x:64242:" >>"$home/etc/group"
            echo "lab:$first:65536" | tee "$home/etc/subuid" >"$home/etc/subgid"
            chmod 644 "$home/etc/subuid" "$home/etc/subgid"
            mount --bind "$home/etc" /etc
            mkdir -p "$home/run" "$home/containers"
            chown 64242:64242 "$home" "$home/run" "$home/containers"
            groups=$(awk '$3 ~ /^cgroup2?$/ { print $2 "/anfitrion-lab-'$$'" }' /proc/mounts)
            for group in $groups; do
                mkdir "$group"
                for file in cpuset.cpus cpuset.mems; do
                    [ ! -e "$group/$file" ] || cat "${group%/*}/$file" >"$group/$file"
                done
                chown -R 64242:64242 "$group"
                echo $$ >"$group/cgroup.procs"
            done
            code=0
            HOME=$home PATH=$tools:$PATH XDG_RUNTIME_DIR=$home/run \\
                setpriv --reuid 64242 --regid 64242 --clear-groups "$@" || code=$?
            for group in $groups; do
                echo $$ >"${group%/*}/cgroup.procs"
                # lxc-monitord would wait half a minute for another who listens.
                kill $(cat "$group/cgroup.procs") 2>/dev/null || :
                for wait in $(seq 100); do
                    find "$group" -depth -type d -exec rmdir {} + 2>/dev/null && break
                    sleep 0.1
                done
            done
            exit $code
            """;

    private UnprivilegedWalk() {}

    /** Runs in a JVM of its own, with a folder of containers and a root file system. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        try (Hypervisor host = Hypervisors.connect("lxc://" + arguments[0], ConnectOptions.defaults())) {
            Domain domain = host.domains()
                    .define(DomainSpec.named("mine-" + UUID.randomUUID())
                            .memory(DataSize.mebibytes(64))
                            .filesystem(FilesystemSpec.directory(arguments[1], "/"))
                            .console(ConsoleSpec.paravirtual())
                            .build());
            out.println("map: "
                    + domain.describe(View.CONFIG).spec().idMap().orElseThrow().users());
            domain.start();
            domain.console().expect("READY", Bed.PATIENCE);
            out.println("inside: " + said(domain, "id -u"));
            out.println("outside: " + said(domain, "cat /proc/self/uid_map").replaceAll(" +", " "));
            said(domain, "echo mine > /root/file");
            out.println("rows: " + host.domains().list().size());
            out.println("counted: "
                    + host.statistics()
                            .list(DomainFilter.active())
                            .get(0)
                            .memory()
                            .isPresent());
            domain.suspend();
            out.println("held: " + domain.state());
            domain.resume();
            domain.shutdown().await(Bed.PATIENCE);
            out.println("stopped: " + domain.state());
            domain.undefine();
            out.println("left: " + host.domains().list().size());
        }
    }

    private static String said(Domain domain, String script) {
        return domain.guest().exec(Bed.PATIENCE, "sh", "-c", script).output().strip();
    }
}
