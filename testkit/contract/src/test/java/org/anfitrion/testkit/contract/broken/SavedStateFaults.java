package org.anfitrion.testkit.contract.broken;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SavedStateFacet;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the saved state facet. */
final class SavedStateFaults {

    private SavedStateFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                fault(Rule.SAV_1, "the row of a save is from before", sound -> new Object() {
                    public DomainInfo save(DomainId id, Progress progress) {
                        DomainInfo row = sound.save(id, progress);
                        return DomainInfo.of(row.id(), row.name())
                                .status(new DomainStatus(DomainState.RUNNING, StateReason.BOOTED))
                                .build();
                    }
                }),
                fault(Rule.SAV_2, "what is discarded is kept", sound -> new Object() {
                    public void discard(DomainId id) {
                        if (!sound.saved(id)) {
                            sound.discard(id);
                        }
                    }
                }),
                fault(Rule.SAV_3, "discarding nothing succeeds", sound -> new Object() {
                    public void discard(DomainId id) {
                        try {
                            sound.discard(id);
                        } catch (NotFoundException e) {
                            return;
                        }
                    }
                }),
                Fault.domains(Rule.SAV_4, "saved memory is removed by the way", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public void remove(DomainId id, Set<Leftover> alsoDelete) {
                        Set<Leftover> more = EnumSet.of(Leftover.MANAGED_SAVE);
                        more.addAll(alsoDelete);
                        super.remove(id, more);
                    }
                }),
                fault(Rule.SAV_5, "a file that is not there is nothing", sound -> new Object() {
                    public DomainInfo restore(String file, Progress progress) {
                        try {
                            return sound.restore(file, progress);
                        } catch (NotFoundException e) {
                            return DomainInfo.of(new DomainId("0"), "nobody").build();
                        }
                    }
                }));
    }

    private static Fault fault(Rule rule, String what, Function<SavedStateFacet, Object> twist) {
        return Fault.facet(rule, what, SavedStateFacet.class, twist);
    }
}
