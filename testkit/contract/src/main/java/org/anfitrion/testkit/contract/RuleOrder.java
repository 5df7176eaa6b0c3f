package org.anfitrion.testkit.contract;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/** Runs tests in the order of the rules, the same on every machine. */
final class RuleOrder implements MethodOrderer {

    @Override
    public void orderMethods(MethodOrdererContext context) {
        context.getMethodDescriptors()
                .sort(Comparator.comparing(RuleOrder::rule, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(descriptor -> descriptor.getMethod().getName()));
    }

    private static @Nullable Rule rule(MethodDescriptor descriptor) {
        return descriptor
                .findAnnotation(Checks.class)
                .map(checks -> checks.value()[0])
                .orElse(null);
    }
}
