package org.anfitrion.driver.lxc;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in this module: the native library stays in one package, and the two dialects do not mix. */
@AnalyzeClasses(packages = "org.anfitrion.driver.lxc", importOptions = ImportOption.DoNotIncludeTests.class)
class LxcArchitectureTest {

    @ArchTest
    static final ArchRule NATIVES_STOP_AT_THE_WIRE = noClasses()
            .that()
            .resideOutsideOfPackage("org.anfitrion.driver.lxc.liblxc.wire..")
            .should(dependOnClassesThat(resideInAnyPackage("com.sun.jna..", "org.libvirt..", "jakarta.xml.bind..")));

    @ArchTest
    static final ArchRule LIBLXC_DOES_NOT_KNOW_LIBVIRT = noClasses()
            .that()
            .resideInAPackage("org.anfitrion.driver.lxc.liblxc..")
            .should(dependOnClassesThat(
                    resideInAnyPackage("org.anfitrion.libvirt..", "org.anfitrion.driver.lxc.libvirt..")));

    @ArchTest
    static final ArchRule THE_DRIVER_DOES_NOT_KNOW_THE_HANDLES_OR_THE_TESTKIT = noClasses()
            .that()
            .resideInAPackage("org.anfitrion.driver.lxc..")
            .should(dependOnClassesThat(
                    resideInAPackage("org.anfitrion.testkit..").or(resideInAPackage("org.anfitrion.api"))));

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.anfitrion.driver.(**)").should().beFreeOfCycles();
}
