package org.anfitrion.testkit.contract.broken;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with power. */
final class PowerFaults {

    private static final EnumSet<DomainField> ALL = EnumSet.allOf(DomainField.class);

    private PowerFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                returning(Rule.PWR_1, "start returns the row from before", PowerAction.START, DomainState.SHUT_OFF),
                tolerating(Rule.PWR_2, "a start of what runs succeeds", PowerAction.START, true),
                returning(Rule.PWR_3, "suspend returns the row from before", PowerAction.SUSPEND, DomainState.RUNNING),
                tolerating(Rule.PWR_4, "a destroy of what is off succeeds", PowerAction.DESTROY, false),
                tolerating(Rule.PWR_5, "a suspend of what is paused succeeds", PowerAction.SUSPEND, true),
                returning(Rule.PWR_6, "destroy returns the row from before", PowerAction.DESTROY, DomainState.RUNNING),
                Fault.domains(Rule.PWR_7, "shutdown waits for the guest", Patient::new),
                Fault.domains(Rule.PWR_7, "shutdown does nothing", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
                        if (action != PowerAction.SHUTDOWN) {
                            return super.power(id, action, deadline);
                        }
                        // A closed or a read-only session complains all the same: starting what runs asks for it.
                        return find(new DomainRef.ById(id), ALL)
                                .filter(row -> row.state().isActive())
                                .map(row -> complaining(sound, row, deadline))
                                .orElseGet(() -> super.power(id, action, deadline));
                    }
                }),
                Fault.domains(Rule.PWR_8, "reset destroys", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
                        return super.power(id, action == PowerAction.RESET ? PowerAction.DESTROY : action, deadline);
                    }
                }));
    }

    private static DomainInfo complaining(DomainFacet sound, DomainInfo row, Deadline deadline) {
        try {
            return sound.power(row.id(), PowerAction.START, deadline);
        } catch (InvalidStateException e) {
            return row;
        }
    }

    /** Says another state in the returned row, but only where the sound driver would say a new one. */
    private static Fault returning(Rule rule, String what, PowerAction of, DomainState state) {
        return Fault.domains(rule, what, sound -> new Wrapped.Domains(sound) {
            @Override
            public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
                DomainInfo row = super.power(id, action, deadline);
                return action == of ? inState(row, state) : row;
            }
        });
    }

    private static DomainInfo inState(DomainInfo row, DomainState state) {
        DomainInfo.Builder copy = DomainInfo.of(row.id(), row.name())
                .status(new DomainStatus(state, StateReason.UNKNOWN))
                .resources(row.cpus(), row.memory())
                .persistence(row.persistent(), row.autostart());
        row.uuid().ifPresent(copy::uuid);
        return copy.build();
    }

    /** Lets an action pass where there is nothing to do. */
    private static Fault tolerating(Rule rule, String what, PowerAction tolerated, boolean active) {
        return Fault.domains(rule, what, sound -> new Wrapped.Domains(sound) {
            @Override
            public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
                try {
                    return super.power(id, action, deadline);
                } catch (InvalidStateException e) {
                    if (action != tolerated) {
                        throw e;
                    }
                    return sound.find(new DomainRef.ById(id), ALL)
                            .filter(row -> row.state().isActive() == active)
                            .orElseThrow(() -> e);
                }
            }
        });
    }

    /** Waits for a guest that is not there. */
    private static final class Patient extends Wrapped.Domains {

        private static final Set<PowerAction> SLOW = EnumSet.of(PowerAction.SHUTDOWN);

        Patient(DomainFacet sound) {
            super(sound);
        }

        @Override
        public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
            DomainInfo row = super.power(id, action, deadline);
            if (SLOW.contains(action)) {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
            return row;
        }
    }
}
