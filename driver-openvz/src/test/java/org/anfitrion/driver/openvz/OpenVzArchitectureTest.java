package org.anfitrion.driver.openvz;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in this module. */
@AnalyzeClasses(packages = "org.anfitrion.driver.openvz", importOptions = ImportOption.DoNotIncludeTests.class)
class OpenVzArchitectureTest {

    @ArchTest
    static final ArchRule THE_DRIVER_DOES_NOT_KNOW_THE_HANDLES_THE_TESTKIT_OR_LIBVIRT = noClasses()
            .that()
            .resideInAPackage("org.anfitrion.driver.openvz..")
            .should(dependOnClassesThat(resideInAPackage("org.anfitrion.testkit..")
                    .or(resideInAPackage("org.anfitrion.libvirt.."))
                    .or(resideInAPackage("org.anfitrion.api"))));

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.anfitrion.driver.(**)").should().beFreeOfCycles();
}
