package org.anfitrion.testkit.contract.broken;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.GuestProcess;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong inside guests. */
final class GuestFaults {

    private GuestFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.facet(Rule.GST_1, "empty arguments are dropped", GuestFacet.class, sound -> new Object() {
                    public GuestProcess exec(DomainId id, ExecSpec spec, Deadline deadline) {
                        List<String> command = spec.command().stream()
                                .filter(word -> !word.isEmpty())
                                .toList();
                        return sound.exec(
                                id,
                                new ExecSpec(command, spec.environment(), spec.directory(), spec.user(), spec.input()),
                                deadline);
                    }
                }),
                processes(Rule.GST_1, "errors are part of the output", process -> new Object() {
                    public InputStream output() {
                        return new SequenceInputStream(process.output(), process.errors());
                    }

                    public InputStream errors() {
                        return InputStream.nullInputStream();
                    }
                }),
                processes(Rule.GST_1, "every exit code is 0 or 1", process -> new Object() {
                    public int await(Deadline deadline) {
                        return Math.min(1, process.await(deadline));
                    }
                }),
                Fault.facet(Rule.GST_2, "a missing program is a failure", GuestFacet.class, sound -> new Object() {
                    public GuestProcess exec(DomainId id, ExecSpec spec, Deadline deadline) {
                        try {
                            return sound.exec(id, spec, deadline);
                        } catch (NotFoundException e) {
                            throw new BackendFailureException(e.failure());
                        }
                    }
                }),
                Fault.facet(Rule.GST_2, "a guest that says nothing is alive", GuestFacet.class, sound -> new Object() {
                    public void ping(DomainId id, Deadline deadline) {
                        try {
                            sound.ping(id, deadline);
                        } catch (InvalidStateException e) {
                            requireRunning(e);
                        }
                    }
                }),
                processes(Rule.GST_3, "a program runs on when it is let go", process -> new Object() {
                    public void close() {}
                }),
                processes(Rule.GST_3, "waiting kills", process -> new Object() {
                    public int await(Deadline deadline) {
                        try {
                            return process.await(deadline);
                        } catch (HypervisorException e) {
                            process.close();
                            throw e;
                        }
                    }
                }),
                Fault.facet(Rule.GST_4, "files are text", GuestFacet.class, sound -> new Object() {
                    public InputStream read(DomainId id, String path, Deadline deadline) throws Exception {
                        byte[] bytes = sound.read(id, path, deadline).readAllBytes();
                        return new ByteArrayInputStream(
                                new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
                    }
                }),
                Fault.facet(Rule.GST_4, "a missing file is empty", GuestFacet.class, sound -> new Object() {
                    public InputStream read(DomainId id, String path, Deadline deadline) {
                        try {
                            return sound.read(id, path, deadline);
                        } catch (NotFoundException e) {
                            return InputStream.nullInputStream();
                        }
                    }
                }),
                Fault.facet(Rule.GST_5, "freezing twice is nothing", GuestFacet.class, sound -> new Object() {
                    public int freeze(DomainId id, Set<String> mountPoints) {
                        try {
                            return sound.freeze(id, mountPoints);
                        } catch (InvalidStateException e) {
                            requireRunning(e);
                            return 0;
                        }
                    }
                }),
                Fault.facet(Rule.GST_5, "nobody counts what was thawed", GuestFacet.class, sound -> new Object() {
                    public int thaw(DomainId id) {
                        sound.thaw(id);
                        return 0;
                    }
                }),
                Fault.facet(Rule.GST_6, "the name of the guest is guessed", GuestFacet.class, sound -> new Object() {
                    public GuestInfo info(DomainId id, Deadline deadline) {
                        GuestInfo info = sound.info(id, deadline);
                        return new GuestInfo(
                                Optional.of("localhost"),
                                info.systemId(),
                                info.systemName(),
                                info.kernel(),
                                info.timeZone(),
                                info.users(),
                                info.filesystems());
                    }
                }),
                Fault.facet(Rule.GST_7, "thawing what does not run works", GuestFacet.class, sound -> new Object() {
                    public int thaw(DomainId id) {
                        try {
                            return sound.thaw(id);
                        } catch (InvalidStateException e) {
                            return 0;
                        }
                    }
                }));
    }

    /** Lets through only what is refused of a guest that runs. */
    private static void requireRunning(InvalidStateException e) {
        if (e.failure().reason().contains("shut off")) {
            throw e;
        }
    }

    private static Fault processes(Rule rule, String what, Function<GuestProcess, Object> twist) {
        return Fault.facet(rule, what, GuestFacet.class, sound -> new Object() {
            public GuestProcess exec(DomainId id, ExecSpec spec, Deadline deadline) {
                GuestProcess process = sound.exec(id, spec, deadline);
                return Twisted.of(GuestProcess.class, process, twist.apply(process));
            }
        });
    }
}
