package org.anfitrion.testkit.contract;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.testkit.contract.report.Report;
import org.anfitrion.testkit.contract.report.ReportFile;
import org.anfitrion.testkit.contract.report.ReportTable;
import org.anfitrion.testkit.contract.report.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Runs contract tests: gives them their bench, records their verdicts, sweeps up, writes the report. */
final class ContractExtension implements ParameterResolver, InvocationInterceptor, AfterAllCallback {

    private static final System.Logger LOG = System.getLogger("org.anfitrion.contract");
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ContractExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Bench.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return course(context).bench();
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Course course = course(context);
        Checks checks = method.getExecutable().getAnnotation(Checks.class);
        if (course.bench().backend().unobtainable().isPresent()) {
            invocation.skip();
            throw new TestAbortedException(course.bench().backend() + ": "
                    + course.bench().backend().unobtainable().get());
        }
        List<Rule> rules = checks == null ? List.of() : List.of(checks.value());
        long begin = System.nanoTime();
        Throwable thrown = run(invocation, course.bench(), context.getDisplayName());
        long millis = (System.nanoTime() - begin) / 1_000_000;
        String notes = course.bench().questions().takeNotes();
        if (thrown instanceof Ruling ruling) {
            rules.forEach(rule -> course.findings().add(rule, ruling.verdict(), ruling.reason(), millis));
        } else if (thrown == null) {
            rules.forEach(rule -> course.findings().add(rule, Verdict.PASS, notes, millis));
        } else if (thrown instanceof TestAbortedException) {
            rules.forEach(rule -> course.findings().add(rule, Verdict.UNKNOWN, thrown.toString(), millis));
            throw thrown;
        } else {
            List<Rule> broken = thrown instanceof RuleBroken other ? List.of(other.rule()) : rules;
            String reason = String.valueOf(thrown.getMessage());
            broken.forEach(rule -> course.findings().add(rule, Verdict.FAIL, reason, millis));
            rules.stream().filter(rule -> !broken.contains(rule)).forEach(rule -> course.findings()
                    .add(rule, Verdict.UNKNOWN, reason, millis));
            throw broken(course.bench().backend(), broken, thrown);
        }
    }

    /** Runs a test on a thread of its own, since a driver that hangs may not heed an interrupt. */
    @SuppressWarnings("ThrowableNotThrown")
    private static @Nullable Throwable run(Invocation<Void> invocation, Bench bench, String name)
            throws InterruptedException {
        Background<Boolean> test = Background.start(name, () -> {
            try {
                invocation.proceed();
                return true;
            } catch (Throwable e) {
                // Errors too: an assertion is one, and the other side tells them apart.
                throw new TestEnded(e);
            }
        });
        Throwable thrown = null;
        try {
            test.result(bench.backend().limit());
        } catch (TestEnded e) {
            thrown = e.getCause();
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            // Only that the test did not end in time.
            thrown = e;
        }
        try {
            bench.tidy().forEach(left -> LOG.log(System.Logger.Level.WARNING, "not tidied up: {0}", left));
        } catch (HypervisorException e) {
            // The test's own verdict counts; what is left is swept again at the end, where it does count.
            LOG.log(System.Logger.Level.WARNING, "cannot tidy up after " + name, e);
        }
        return thrown;
    }

    private static Throwable broken(Backend backend, List<Rule> rules, Throwable thrown) {
        if (rules.isEmpty()) {
            return thrown;
        }
        String ids = rules.stream().map(Rule::id).collect(Collectors.joining(", "));
        String texts = rules.stream()
                .map(rule -> rule.id() + ": " + rule.text() + " Why: " + rule.reason())
                .collect(Collectors.joining("\n"));
        String what = thrown instanceof AssertionError ? thrown.getMessage() : thrown.toString();
        return new AssertionFailedError(backend.name() + " breaks " + ids + ": " + what + "\n" + texts, thrown);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Course course = course(context);
        Bench bench = course.bench();
        Report report = course.findings().report(bench);
        Path file = ReportFile.write(report, ReportFile.directory());
        context.publishReportEntry("driver contract", ReportTable.of(report));
        LOG.log(
                report.status() == Report.Status.TESTED ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                "driver contract: {0} {1}, report in {2}",
                report.backend(),
                report.status() + (report.reason().isEmpty() ? "" : " (" + report.reason() + ")"),
                file);
        try {
            List<String> left = bench.close();
            if (!left.isEmpty()) {
                throw new AssertionError("the contract could not remove what it made: " + left);
            }
        } finally {
            bench.backend().afterwards().run();
        }
    }

    /** One bench for all tests of a class. */
    private static Course course(ExtensionContext context) {
        ExtensionContext ofClass = Stream.iterate(context, c -> c.getParent().orElseThrow())
                .filter(c -> c.getTestMethod().isEmpty())
                .findFirst()
                .orElseThrow();
        return ofClass.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        Course.class,
                        key -> new Course(
                                new Bench(((Contract) context.getRequiredTestInstance()).backend()), new Findings()),
                        Course.class);
    }

    private record Course(Bench bench, Findings findings) {}

    /** Carries what a test threw from one thread to another. */
    private static final class TestEnded extends Exception {

        private static final long serialVersionUID = 1L;

        TestEnded(Throwable cause) {
            super(cause);
        }
    }
}
