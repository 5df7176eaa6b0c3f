package org.anfitrion.libvirt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.LibvirtLibrary;
import org.anfitrion.libvirt.wire.NumberParameter;
import org.anfitrion.libvirt.wire.NumberParameters;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.Target;

/**
 * Changes how a running domain shares its host with others: by its control groups, and by where its threads may run. All
 * that is there is read before anything is set, since reading tells whether it can be set, and so that it can be put back.
 * Thread-safe.
 */
final class LiveTuning {

    private static final int LIVE = 1;

    private static final int MAP_LENGTH = CpuCount.LIMIT / Byte.SIZE;

    /** {@code NO_SUPPORT}, {@code OPERATION_INVALID}, {@code CONFIG_UNSUPPORTED}, {@code OPERATION_UNSUPPORTED}. */
    private static final Set<Integer> MEANS_NO = Set.of(3, 55, 67, 84);

    /** What Xen gives a domain that nobody gave another. */
    private static final long USUAL_WEIGHT = 256;

    private static final String NOT_IN_A_SESSION =
            "a libvirt daemon of a user (qemu:///session) puts guests into no control groups";

    private final Calls calls;
    private final BackendFeatures features;
    private final HostReader host;

    LiveTuning(Calls calls, BackendFeatures features, HostReader host) {
        this.calls = calls;
        this.features = features;
        this.host = host;
    }

    /** One thing to set. */
    private record Step(Runnable set, Runnable putBack, boolean mayBeHalfDone) {}

    /** What was set, so that it can be put back if what comes after it fails. Not thread-safe. */
    static final class Done {

        private final Deque<Runnable> back = new ArrayDeque<>();

        void putBack(HypervisorException failure) {
            while (!back.isEmpty()) {
                try {
                    back.pop().run();
                } catch (HypervisorException e) {
                    failure.addSuppressed(e);
                }
            }
        }
    }

    /** Adds what a running domain's XML leaves out: Xen's driver sets a weight and does not write it down. */
    static DomainSpec weighted(WireConnection wire, DomainReference domain, DomainSpec spec, BackendFeatures features) {
        return TuningGroup.of(features, Feature.TUNE_CPU)
                .flatMap(group -> told(wire, domain, group))
                .flatMap(numbers -> Optional.ofNullable(numbers.get("weight")))
                .filter(weight ->
                        weight != USUAL_WEIGHT || spec.tuning().cpuShares().isPresent())
                .map(weight ->
                        spec.toBuilder().tuning(spec.tuning().cpuShares(weight)).build())
                .orElse(spec);
    }

    /** Says what a daemon or a running domain tells; empty leaves it to what the driver can. */
    Optional<Support> support(Feature feature, Target on) {
        Optional<TuningGroup> group = TuningGroup.of(features, feature);
        if (group.isEmpty()) {
            return Optional.empty();
        }
        if (features.isQemu() && !host.facts().privileged()) {
            return Optional.of(Support.no(NOT_IN_A_SESSION));
        }
        Optional<UUID> uuid = on instanceof Target.OfDomain of ? Inventory.uuid(of.id()) : Optional.empty();
        return uuid.flatMap(key -> support(group.get(), key));
    }

    private Optional<Support> support(TuningGroup group, UUID uuid) {
        Attempt attempt = new Attempt("read the tuning of", "domain " + uuid, false);
        return calls.read(attempt, wire -> {
            try (DomainReference domain = Inventory.byUuid(wire, uuid, attempt).orElse(null)) {
                if (domain == null || wire.library().virDomainIsActive(domain.pointer()) != 1) {
                    return Optional.empty();
                }
                Optional<LibvirtError> refusal = refusal(wire, domain, group);
                if (refusal.isEmpty()) {
                    return Optional.of(Support.yes());
                }
                return means(refusal.get(), wire, domain)
                        ? Optional.of(Support.no(reason(refusal.get())))
                        : Optional.empty();
            }
        });
    }

    private static Optional<LibvirtError> refusal(WireConnection wire, DomainReference domain, TuningGroup group) {
        return told(wire, domain, group).isPresent()
                ? Optional.empty()
                : Optional.of(LibvirtError.last(wire.library()));
    }

    private static Optional<Map<String, Long>> told(WireConnection wire, DomainReference domain, TuningGroup group) {
        LibvirtLibrary library = wire.library();
        return NumberParameters.read(library, (array, count) -> group.telling()
                .tell(library, domain.pointer(), array, count, group.flags()));
    }

    /** A domain that has stopped meanwhile is refused with the same code as one without control groups. */
    private static boolean means(LibvirtError error, WireConnection wire, DomainReference domain) {
        return MEANS_NO.contains(error.code()) && wire.library().virDomainIsActive(domain.pointer()) == 1;
    }

    private static String reason(LibvirtError error) {
        return "libvirt has nothing to set it with in this domain: " + error.message();
    }

    /** Sets what differs. If some of it cannot be, none of it is. The caller holds a lease. */
    Done set(WireConnection wire, DomainReference domain, Tuning base, Tuning wanted, int cpus, Attempt attempt) {
        List<Step> steps = new ArrayList<>();
        for (TuningGroup group : TuningGroup.of(features)) {
            List<NumberParameter> differences = group.differences(base, wanted);
            if (!differences.isEmpty()) {
                steps.add(numbers(wire, domain, group, differences, attempt));
            }
        }
        steps.addAll(pins(wire, domain, base, wanted, cpus, attempt));
        Done done = new Done();
        try {
            for (Step step : steps) {
                if (step.mayBeHalfDone) {
                    done.back.push(step.putBack);
                }
                step.set.run();
                if (!step.mayBeHalfDone) {
                    done.back.push(step.putBack);
                }
            }
            return done;
        } catch (HypervisorException e) {
            done.putBack(e);
            throw e;
        }
    }

    private static Step numbers(
            WireConnection wire,
            DomainReference domain,
            TuningGroup group,
            List<NumberParameter> wanted,
            Attempt attempt) {
        Map<String, Long> present = told(wire, domain, group).orElseThrow(() -> {
            LibvirtError error = LibvirtError.last(wire.library());
            return means(error, wire, domain)
                    ? new UnsupportedCapabilityException(attempt.failure()
                            .because(group.feature().title() + ": " + reason(error))
                            .saidBy(error.toNativeError()))
                    : wire.failed(attempt, error);
        });
        List<NumberParameter> before = wanted.stream()
                .map(parameter -> before(parameter, group, present, attempt))
                .toList();
        return new Step(
                () -> send(wire, domain, group, wanted, attempt),
                () -> send(wire, domain, group, before, attempt),
                wanted.size() > 1);
    }

    private static NumberParameter before(
            NumberParameter wanted, TuningGroup group, Map<String, Long> present, Attempt attempt) {
        Long value = present.get(wanted.name());
        if (value == null) {
            throw new UnsupportedCapabilityException(attempt.failure()
                    .because(group.feature().title() + ": libvirt has no '" + wanted.name() + "' in this domain"));
        }
        return new NumberParameter(wanted.name(), wanted.type(), value);
    }

    private static void send(
            WireConnection wire,
            DomainReference domain,
            TuningGroup group,
            List<NumberParameter> numbers,
            Attempt attempt) {
        try (NumberParameters parameters = NumberParameters.of(numbers)) {
            LibvirtLibrary library = wire.library();
            Inventory.check(
                    wire,
                    group.setting()
                            .set(library, domain.pointer(), parameters.array(), parameters.count(), group.flags()),
                    attempt);
        }
    }

    private static List<Step> pins(
            WireConnection wire, DomainReference domain, Tuning base, Tuning wanted, int cpus, Attempt attempt) {
        List<Step> steps = new ArrayList<>();
        Map<Integer, CpuSet> moved = new TreeMap<>(wanted.pinning());
        moved.entrySet().removeIf(pin -> pin.getValue().equals(base.pinning().get(pin.getKey())));
        if (!moved.isEmpty()) {
            byte[] all = new byte[cpus * MAP_LENGTH];
            Inventory.check(
                    wire,
                    wire.library().virDomainGetVcpuPinInfo(domain.pointer(), cpus, all, MAP_LENGTH, LIVE),
                    attempt);
            moved.forEach((cpu, on) -> {
                byte[] before = Arrays.copyOfRange(all, cpu * MAP_LENGTH, (cpu + 1) * MAP_LENGTH);
                steps.add(new Step(
                        () -> pin(wire, domain, cpu, map(on), attempt),
                        () -> pin(wire, domain, cpu, before, attempt),
                        false));
            });
        }
        wanted.emulatorPinning()
                .filter(on -> !base.emulatorPinning().equals(Optional.of(on)))
                .ifPresent(on -> {
                    byte[] before = new byte[MAP_LENGTH];
                    Inventory.check(
                            wire,
                            wire.library().virDomainGetEmulatorPinInfo(domain.pointer(), before, MAP_LENGTH, LIVE),
                            attempt);
                    steps.add(new Step(
                            () -> pinEmulator(wire, domain, map(on), attempt),
                            () -> pinEmulator(wire, domain, before, attempt),
                            false));
                });
        return steps;
    }

    private static void pin(WireConnection wire, DomainReference domain, int cpu, byte[] map, Attempt attempt) {
        Inventory.check(
                wire, wire.library().virDomainPinVcpuFlags(domain.pointer(), cpu, map, map.length, LIVE), attempt);
    }

    private static void pinEmulator(WireConnection wire, DomainReference domain, byte[] map, Attempt attempt) {
        Inventory.check(wire, wire.library().virDomainPinEmulator(domain.pointer(), map, map.length, LIVE), attempt);
    }

    private static byte[] map(CpuSet on) {
        BitSet bits = new BitSet();
        on.cpus().forEach(bits::set);
        return bits.toByteArray();
    }
}
