package org.anfitrion.testkit.memory;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NativeError;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.NativeFacet;

/** Native text and raw calls of a host in memory. */
final class MemoryNative implements NativeFacet {

    private static final Set<DomainField> EVERYTHING = EnumSet.allOf(DomainField.class);
    private static final String ECHO = "echo";
    private static final String SCRIPTED = "memory";

    private final MemorySession session;

    MemoryNative(MemorySession session) {
        this.session = session;
    }

    @Override
    public DomainInfo define(String configuration) {
        HostModel model = session.model();
        Call call = NativeText.nameIn(configuration)
                .map(name -> Call.onDomain(Operation.NATIVE_DEFINE, name))
                .orElseGet(() -> Call.on(Operation.NATIVE_DEFINE, "domain without a name"))
                .needing(Feature.DEFINE);
        return session.perform(call, () -> {
            Revision revision = Revision.of(NativeText.parse(configuration), model.completion());
            return model.define(revision, Operation.NATIVE_DEFINE).row(EVERYTHING);
        });
    }

    @Override
    public String call(DomainId id, String channel, String request, Deadline deadline) {
        Call call = session.call(Operation.NATIVE_CALL, id)
                .needing(Feature.RAW_CALLS)
                .until(deadline);
        UnaryOperator<String> answer = session.perform(call, () -> {
            MemoryDomain domain = session.model().inventory().require(id, Operation.NATIVE_CALL);
            if (!channel.equals(ECHO) && !channel.equals(SCRIPTED)) {
                throw new UnsupportedCapabilityException(call.failure(
                        "there is no channel '" + channel + "', only '" + ECHO + "' and '" + SCRIPTED + "'"));
            }
            if (!domain.isActive()) {
                throw new InvalidStateException(call.failure("it is " + domain.state()));
            }
            return channel.equals(ECHO) ? UnaryOperator.identity() : scripted(call, domain.name);
        });
        return answer.apply(request);
    }

    @Override
    public DomainInfo redefine(DomainId id, Described<DomainSpec> base, String configuration) {
        HostModel model = session.model();
        Call call = session.call(Operation.NATIVE_REDEFINE, id).needing(Feature.NATIVE_CONFIGURATION);
        return session.perform(call, () -> {
            MemoryDomain domain = model.inventory().require(id, Operation.NATIVE_REDEFINE);
            Configuration present = domain.config;
            if (present == null) {
                throw new InvalidStateException(call.failure("it is transient, and has no configuration that is kept"));
            }
            if (base.view() != View.CONFIG) {
                throw new InvalidSpecException(call.failure("it was begun by reading " + base.view()));
            }
            if (!present.revision().equals(base.revision())) {
                throw new ConflictException(call.failure("it was changed meanwhile: read revision " + base.revision()
                        + ", now " + present.revision()));
            }
            Revision revision = Revision.of(identified(domain, configuration, call), model.completion());
            domain.config = new Configuration(revision.text(), revision.spec(), model.newRevision());
            model.announcements().tell(domain, Change.DEFINED, "updated");
            return domain.row(EVERYTHING);
        });
    }

    private static NativeText identified(MemoryDomain domain, String configuration, Call call) {
        NativeText text = NativeText.parse(configuration);
        NativeText.Section lines = text.domain();
        if (lines.get("name").filter(name -> !name.equals(domain.name)).isPresent()) {
            throw new InvalidSpecException(call.failure("the text has another name"));
        }
        if (lines.get("uuid")
                .filter(uuid -> !uuid.equalsIgnoreCase(domain.uuid.toString()))
                .isPresent()) {
            throw new InvalidSpecException(call.failure("the text has another UUID"));
        }
        return text.withDomain(lines.with("uuid", domain.uuid.toString()));
    }

    @Override
    public String call(String channel, String request, Deadline deadline) {
        Call call = Call.on(Operation.NATIVE_HOST_CALL, session.model().name())
                .needing(Feature.RAW_CALLS)
                .until(deadline);
        return session.perform(call, () -> {
            if (!channel.equals(ECHO)) {
                throw new UnsupportedCapabilityException(
                        call.failure("there is no channel '" + channel + "' to the host, only '" + ECHO + "'"));
            }
            return request;
        });
    }

    private UnaryOperator<String> scripted(Call call, String name) {
        Optional<UnaryOperator<String>> answer = session.model().guests().calls(name);
        return answer.orElseThrow(() -> new BackendFailureException(
                call.failure("").saidBy(new NativeError("memory", 1, "Guest.onCall gives this guest no answers"))));
    }
}
