package org.anfitrion.testkit.contract.broken;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.contract.Rule;

/**
 * One thing that a driver does wrong.
 *
 * @param rule the rule that it breaks, and the only one
 * @param what what it does, as the end of "a driver where …"
 * @param breaking makes the wrong driver from a right one
 */
record Fault(Rule rule, String what, UnaryOperator<HypervisorDriver> breaking) {

    static Fault driver(Rule rule, String what, UnaryOperator<HypervisorDriver> breaking) {
        return new Fault(rule, what, breaking);
    }

    static Fault session(Rule rule, String what, UnaryOperator<Session> breaking) {
        return driver(rule, what, sound -> new Wrapped.Driver(sound) {
            @Override
            public Session open(HypervisorUri uri, OpenContext context) {
                return breaking.apply(sound.open(uri, context));
            }
        });
    }

    static Fault domains(Rule rule, String what, UnaryOperator<DomainFacet> breaking) {
        return session(rule, what, sound -> new Wrapped.OneSession(sound) {
            @Override
            public DomainFacet wrap(DomainFacet facet) {
                return breaking.apply(facet);
            }
        });
    }

    static Fault console(Rule rule, String what, UnaryOperator<ConsoleFacet> breaking) {
        return session(rule, what, sound -> new Wrapped.OneSession(sound) {
            @Override
            public ConsoleFacet wrap(ConsoleFacet facet) {
                return breaking.apply(facet);
            }
        });
    }

    static Fault events(Rule rule, String what, UnaryOperator<EventFacet> breaking) {
        return session(rule, what, sound -> new Wrapped.OneSession(sound) {
            @Override
            public EventFacet wrap(EventFacet facet) {
                return breaking.apply(facet);
            }
        });
    }

    static Fault language(Rule rule, String what, UnaryOperator<NativeFacet> breaking) {
        return session(rule, what, sound -> new Wrapped.OneSession(sound) {
            @Override
            public NativeFacet wrap(NativeFacet facet) {
                return breaking.apply(facet);
            }
        });
    }

    /**
     * A facet of which some methods are wrong.
     *
     * @param twist from the right facet, an object with public methods that stand for those of the facet with the same name
     *     and parameters
     */
    static <F extends Facet> Fault facet(Rule rule, String what, Class<F> type, Function<F, Object> twist) {
        return session(rule, what, sound -> {
            Optional<F> twisted = sound.facet(type).map(facet -> Twisted.of(type, facet, twist.apply(facet)));
            return new Wrapped.OneSession(sound) {
                @Override
                public <G extends Facet> Optional<G> facet(Class<G> asked) {
                    Optional<G> there = super.facet(asked);
                    return asked.equals(type) && there.isPresent() ? twisted.map(asked::cast) : there;
                }
            };
        });
    }

    @Override
    public String toString() {
        return rule.id() + ": a driver where " + what;
    }
}
