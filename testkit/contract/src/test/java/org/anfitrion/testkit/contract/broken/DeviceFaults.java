package org.anfitrion.testkit.contract.broken;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the device facet. */
final class DeviceFaults {

    private DeviceFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                fault(Rule.DEV_1, "an attachment to what runs is kept for ever", sound -> new Object() {
                    public DeviceSpec attach(DomainId id, DeviceSpec device, Set<Scope> scopes, Progress progress) {
                        DeviceSpec attached = sound.attach(id, device, scopes, progress);
                        if (scopes.equals(EnumSet.of(Scope.LIVE))) {
                            try {
                                sound.attach(id, attached, EnumSet.of(Scope.CONFIG), progress);
                            } catch (InvalidStateException e) {
                                return attached;
                            }
                        }
                        return attached;
                    }
                }),
                fault(Rule.DEV_2, "detach does not say that the guest held on", sound -> new Object() {
                    public void detach(DomainId id, DeviceKey key, Set<Scope> scopes, Deadline deadline) {
                        try {
                            sound.detach(id, key, scopes, deadline);
                        } catch (OperationTimeoutException e) {
                            return;
                        }
                    }
                }),
                fault(Rule.DEV_3, "attaching what is there changes it", sound -> new Object() {
                    public DeviceSpec attach(DomainId id, DeviceSpec device, Set<Scope> scopes, Progress progress) {
                        try {
                            return sound.attach(id, device, scopes, progress);
                        } catch (AlreadyExistsException e) {
                            return device;
                        }
                    }
                }),
                fault(Rule.DEV_4, "detaching what is not there succeeds", sound -> new Object() {
                    public void detach(DomainId id, DeviceKey key, Set<Scope> scopes, Deadline deadline) {
                        try {
                            sound.detach(id, key, scopes, deadline);
                        } catch (NotFoundException e) {
                            return;
                        }
                    }
                }),
                fault(Rule.DEV_5, "a change resets what is not named", sound -> new Object() {
                    public DeviceSpec change(
                            DomainId id, DeviceKey key, DeviceSpec wanted, Set<Scope> scopes, Progress progress) {
                        DeviceSpec changed = sound.change(id, key, wanted, scopes, progress);
                        if (!scopes.contains(Scope.CONFIG)) {
                            return changed;
                        }
                        sound.detach(id, key, scopes, Deadline.after(Duration.ofSeconds(1)));
                        DeviceSpec fresh = changed instanceof NicSpec nic
                                ? NicSpec.unconnected()
                                        .mac(nic.mac().orElseThrow())
                                        .link(nic.linkUp())
                                : changed;
                        return sound.attach(id, fresh, scopes, progress);
                    }
                }),
                fault(Rule.DEV_5, "a new medium is not put in", sound -> new Object() {
                    public DeviceSpec change(
                            DomainId id, DeviceKey key, DeviceSpec wanted, Set<Scope> scopes, Progress progress) {
                        return wanted instanceof DiskSpec disk
                                        && disk.device() == DiskDevice.CDROM
                                        && scopes.contains(Scope.LIVE)
                                ? wanted
                                : sound.change(id, key, wanted, scopes, progress);
                    }
                }),
                fault(Rule.DEV_6, "what can be done in one scope is done", sound -> new Object() {
                    public DeviceSpec attach(DomainId id, DeviceSpec device, Set<Scope> scopes, Progress progress) {
                        try {
                            return sound.attach(id, device, scopes, progress);
                        } catch (InvalidStateException e) {
                            if (scopes.size() == 1) {
                                throw e;
                            }
                            return other(sound, id, device, progress);
                        }
                    }
                }));
    }

    private static DeviceSpec other(DeviceFacet sound, DomainId id, DeviceSpec device, Progress progress) {
        try {
            return sound.attach(id, device, EnumSet.of(Scope.CONFIG), progress);
        } catch (InvalidStateException e) {
            return sound.attach(id, device, EnumSet.of(Scope.LIVE), progress);
        }
    }

    private static Fault fault(Rule rule, String what, java.util.function.Function<DeviceFacet, Object> twist) {
        return Fault.facet(rule, what, DeviceFacet.class, twist);
    }
}
