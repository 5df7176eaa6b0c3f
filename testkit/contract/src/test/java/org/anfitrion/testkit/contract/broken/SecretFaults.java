package org.anfitrion.testkit.contract.broken;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.spi.SecretFacet;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the secret facet. */
final class SecretFaults {

    private SecretFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.facet(Rule.SEC_1, "defining replaces what has the use", SecretFacet.class, sound -> new Object() {
                    public SecretInfo define(SecretSpec spec) {
                        sound.secret(spec.usage()).map(SecretInfo::id).ifPresent(sound::remove);
                        return sound.define(spec);
                    }
                }),
                Fault.facet(Rule.SEC_2, "a value ends before its zeros", SecretFacet.class, sound -> new Object() {
                    public void value(SecretId id, byte[] value) {
                        int length = value.length;
                        while (length > 0 && value[length - 1] == 0) {
                            length--;
                        }
                        sound.value(id, Arrays.copyOf(value, length));
                    }
                }),
                Fault.facet(Rule.SEC_2, "a private value is given back", SecretFacet.class, Indiscreet::new),
                Fault.facet(Rule.SEC_3, "no value is an empty one", SecretFacet.class, sound -> new Object() {
                    public byte[] value(SecretId id) {
                        try {
                            return sound.value(id);
                        } catch (NotFoundException e) {
                            return sound.secret(id).map(row -> new byte[0]).orElseThrow(() -> e);
                        }
                    }
                }),
                Fault.facet(Rule.SEC_4, "a removed secret's use stays taken", SecretFacet.class, Unforgetting::new));
    }

    private static final class Indiscreet {

        private final SecretFacet sound;
        private final Map<SecretId, byte[]> values = new HashMap<>();

        Indiscreet(SecretFacet sound) {
            this.sound = sound;
        }

        public void value(SecretId id, byte[] value) {
            sound.value(id, value);
            values.put(id, value.clone());
        }

        public byte[] value(SecretId id) {
            try {
                return sound.value(id);
            } catch (AccessDeniedException e) {
                return values.get(id);
            }
        }
    }

    private static final class Unforgetting {

        private final SecretFacet sound;
        private final Set<SecretUsage> removed = new HashSet<>();

        Unforgetting(SecretFacet sound) {
            this.sound = sound;
        }

        public SecretInfo define(SecretSpec spec) {
            if (removed.contains(spec.usage())) {
                throw new AlreadyExistsException(Failure.to("define", "a secret"));
            }
            return sound.define(spec);
        }

        public void remove(SecretId id) {
            sound.secret(id).map(SecretInfo::usage).ifPresent(removed::add);
            sound.remove(id);
        }
    }
}
