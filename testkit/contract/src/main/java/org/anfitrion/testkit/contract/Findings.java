package org.anfitrion.testkit.contract;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.anfitrion.testkit.contract.report.FeatureResult;
import org.anfitrion.testkit.contract.report.Fingerprint;
import org.anfitrion.testkit.contract.report.Report;
import org.anfitrion.testkit.contract.report.RuleResult;
import org.anfitrion.testkit.contract.report.Verdict;

/** Collects verdicts while the tests run, and makes the report of them. */
final class Findings {

    private static final Map<Feature, Class<? extends Facet>> OPTIONAL = Map.of(
            Feature.CONSOLE, ConsoleFacet.class,
            Feature.EVENTS, EventFacet.class,
            Feature.PUSH_EVENTS, EventFacet.class,
            Feature.RAW_CALLS, NativeFacet.class);

    private final Map<Rule, RuleResult> rules = new EnumMap<>(Rule.class);

    void add(Rule rule, Verdict verdict, String reason, long millis) {
        rules.merge(rule, new RuleResult(rule.id(), verdict, reason, millis), RuleResult::and);
    }

    Report report(Bench bench) {
        Backend backend = bench.backend();
        Fingerprint unreached = Fingerprint.unreached(backend.uri());
        List<RuleResult> verdicts = List.copyOf(rules.values());
        if (backend.unobtainable().isPresent()) {
            String reason = backend.unobtainable().get();
            return new Report(backend.name(), Report.Status.UNOBTAINABLE, reason, unreached, List.of(), List.of());
        }
        try {
            Session session = bench.session();
            Fingerprint fingerprint = Fingerprint.of(session.host(), backend.uri());
            return new Report(
                    backend.name(), Report.Status.TESTED, "", fingerprint, verdicts, features(bench, session));
        } catch (HypervisorException e) {
            return new Report(backend.name(), Report.Status.BROKEN, e.toString(), unreached, verdicts, List.of());
        }
    }

    private static List<FeatureResult> features(Bench bench, Session session) {
        List<FeatureResult> features = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            Support support = session.support(feature, new Target.Host());
            if (!support.isNo() && isAbsent(session, feature)) {
                support = Support.no("facet absent");
            }
            String tried = bench.questions().tries().get(feature);
            if (support.answer() == Support.Answer.UNKNOWN && tried != null) {
                support = Support.unknown(support.reason() + " (" + tried + ")");
            }
            features.add(FeatureResult.of(feature.name(), support));
        }
        return features;
    }

    static boolean isAbsent(Session session, Feature feature) {
        Class<? extends Facet> facet = OPTIONAL.get(feature);
        return facet != null && session.facet(facet).isEmpty();
    }
}
