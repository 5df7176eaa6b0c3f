package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.jspecify.annotations.Nullable;

/**
 * A configuration rewritten to a wanted description: only the lines that differ are touched. Immutable.
 *
 * @param text the native text afterwards
 * @param spec its description, nothing left open
 * @param changes what differs, a line each for people
 * @param keys the keys of the domain itself that differ; a device that differs counts as its kind
 */
record Revision(NativeText text, DomainSpec spec, List<String> changes, Set<String> keys) {

    Revision {
        changes = List.copyOf(changes);
    }

    /** Writes a new description. */
    static Revision of(DomainSpec wanted, Completion completion) {
        DomainSpec bare = DomainSpec.named(wanted.name()).build();
        requireExpressible(bare, wanted);
        DeviceKind.ALL.forEach(kind -> kind.pairing(bare, wanted));
        DomainSpec full = completion.complete(wanted);
        List<NativeText.Section> sections = new ArrayList<>();
        sections.add(NativeText.Section.of("", SpecFields.of(full)));
        DeviceKind.ALL.forEach(kind -> sections.addAll(kind.written(full)));
        return new Revision(NativeText.of(sections), full, List.of(), Set.of());
    }

    /** Completes a native text. */
    static Revision of(NativeText text, Completion completion) {
        DomainSpec read = SpecReader.read(text);
        return between(text, read, read, completion);
    }

    /** Rewrites what there is. */
    static Revision between(Configuration base, DomainSpec wanted, Completion completion) {
        return between(base.text(), base.spec(), wanted, completion);
    }

    private static void requireExpressible(DomainSpec base, DomainSpec wanted) {
        if (wanted.boot().orElse(null) instanceof Boot.Native other
                && !wanted.boot().equals(base.boot())) {
            throw new UnsupportedCapabilityException(Failure.to("describe", "a boot of kind " + other.kind())
                    .because("only a native configuration can ask for it"));
        }
    }

    private static Revision between(NativeText text, DomainSpec base, DomainSpec wanted, Completion completion) {
        requireExpressible(base, wanted);
        List<? extends DeviceKind.Pairing<?>> pairings =
                DeviceKind.ALL.stream().map(kind -> kind.pairing(base, wanted)).toList();
        DomainSpecBuilder merged = filled(base, wanted, pairings);
        if (wanted.uuid().isEmpty()) {
            base.uuid().ifPresent(merged::uuid);
        }
        if (wanted.guestType().isEmpty()) {
            base.guestType().ifPresent(merged::guestType);
        }
        if (wanted.boot().isEmpty()) {
            base.boot().ifPresent(merged::boot);
        }
        if (wanted.idMap().isEmpty()) {
            base.idMap().ifPresent(merged::idMap);
        }
        DomainSpec full = completion.complete(merged.build());

        List<String> changes = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        NativeText.Section domain =
                rewritten(text.domain(), SpecFields.of(base), SpecFields.of(full), "", changes, keys);
        NativeText rewritten = text.withDomain(domain);
        for (DeviceKind.Pairing<?> pairing : pairings) {
            rewritten = pairing.rewritten(rewritten, base, full, changes, keys);
        }
        return new Revision(rewritten, full, changes, keys);
    }

    private static DomainSpecBuilder filled(
            DomainSpec base, DomainSpec wanted, List<? extends DeviceKind.Pairing<?>> pairings) {
        DomainSpecBuilder merged = wanted.toBuilder().tuning(TuningFields.merged(base.tuning(), wanted.tuning()));
        for (DeviceKind.Pairing<?> pairing : pairings) {
            merged = pairing.filled(base, wanted, merged);
        }
        return merged;
    }

    /** Rewrites the lines of one section whose values differ. */
    static NativeText.Section rewritten(
            NativeText.Section section,
            Map<String, String> before,
            Map<String, String> after,
            String what,
            List<String> changes,
            Set<String> keys) {
        NativeText.Section changed = section;
        Set<String> all = new LinkedHashSet<>(after.keySet());
        all.addAll(before.keySet());
        for (String key : all) {
            String old = before.get(key);
            String now = after.get(key);
            if (!Objects.equals(old, now)) {
                changed = now == null ? changed.without(key) : changed.with(key, now);
                changes.add(what
                        + key
                        + (key.equals(DeviceFields.PASSWORD) ? ": changed" : ": " + shown(old) + " -> " + shown(now)));
                keys.add(key);
            }
        }
        return changed;
    }

    private static String shown(@Nullable String value) {
        return Optional.ofNullable(value).map(NativeValue::escaped).orElse("nothing");
    }

    static boolean isAscending(int[] places) {
        int[] known = Arrays.stream(places).filter(place -> place >= 0).toArray();
        int[] sorted = known.clone();
        Arrays.sort(sorted);
        return Arrays.equals(known, sorted);
    }
}
