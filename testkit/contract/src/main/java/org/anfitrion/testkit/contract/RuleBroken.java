package org.anfitrion.testkit.contract;

/** Says that a test came across another rule that is broken, and could not find out about its own. */
final class RuleBroken extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final Rule rule;

    RuleBroken(Rule rule, String message, Throwable cause) {
        super(message, cause);
        this.rule = rule;
    }

    Rule rule() {
        return rule;
    }
}
