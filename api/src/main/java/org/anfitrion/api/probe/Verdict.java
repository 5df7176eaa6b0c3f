package org.anfitrion.api.probe;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.anfitrion.api.host.Support;

/**
 * Whether a machine can be a host for one family of guests, all in all.
 *
 * @param backend what would run the guests: {@code KVM}, {@code Xen}, {@code LXC}, {@code OpenVZ}, {@code VirtualBox}
 * @param answer no if something is lacking; unknown if it is not known whether something is; yes if nothing is
 * @param reason what is lacking or not known, or what to bear in mind, in plain words
 * @param lacking what has to be answered with yes, and is not
 */
public record Verdict(String backend, Support.Answer answer, String reason, List<Finding> lacking) {

    /**
     * Checks that nothing is missing, and takes a copy of the list.
     *
     * @param backend what would run the guests: {@code KVM}, {@code Xen}, {@code LXC}, {@code OpenVZ}, {@code VirtualBox}
     * @param answer no if something is lacking; unknown if it is not known whether something is; yes if nothing is
     * @param reason what is lacking or not known, or what to bear in mind, in plain words
     * @param lacking what has to be answered with yes, and is not
     */
    public Verdict {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(reason, "reason");
        lacking = List.copyOf(lacking);
    }

    /**
     * Tells whether guests of this family can run.
     *
     * @return true for yes, false for no and unknown
     */
    public boolean isYes() {
        return answer == Support.Answer.YES;
    }

    /**
     * Tells whether guests of this family cannot run.
     *
     * @return true for no, false for yes and unknown
     */
    public boolean isNo() {
        return answer == Support.Answer.NO;
    }

    /**
     * Returns what a person can do, each remedy once.
     *
     * @return the remedies of what is lacking; empty if nothing is, or nothing helps
     */
    public List<String> remedies() {
        return lacking.stream()
                .map(Finding::remedy)
                .filter(remedy -> !remedy.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * Returns the verdict in the form in which sessions say what they support.
     *
     * @return the answer and the reason
     */
    public Support support() {
        return new Support(answer, reason);
    }

    @Override
    public String toString() {
        return backend + ": " + answer.name().toLowerCase(Locale.ROOT) + (reason.isEmpty() ? "" : ", " + reason);
    }
}
