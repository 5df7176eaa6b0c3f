package org.anfitrion.testkit.contract;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What all parts of the contract share: the backend, and the extension that gives tests their {@link Bench}, sweeps up after
 * each and writes the report.
 */
@ExtendWith(ContractExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(RuleOrder.class)
@Execution(ExecutionMode.SAME_THREAD)
@SuppressWarnings("exports") // JUnit makes the two by reflection; nobody else needs them
public interface Contract {

    /**
     * Describes the backend to test. Called once.
     *
     * @return the backend, or {@link Backend#unobtainable} if it cannot be had here
     */
    Backend backend();
}
