package org.anfitrion.driver.xen;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in this module: nothing native, and the language of Xen's tool does not know libvirt. */
@AnalyzeClasses(packages = "org.anfitrion.driver.xen", importOptions = ImportOption.DoNotIncludeTests.class)
class XenArchitectureTest {

    @ArchTest
    static final ArchRule NOTHING_IS_NATIVE = noClasses()
            .that()
            .resideInAPackage("org.anfitrion.driver.xen..")
            .should(dependOnClassesThat(resideInAnyPackage("com.sun.jna..", "org.libvirt..", "jakarta.xml.bind..")));

    @ArchTest
    static final ArchRule FILES_OF_XENS_DO_NOT_KNOW_LIBVIRT = noClasses()
            .that()
            .resideInAPackage("org.anfitrion.driver.xen.config..")
            .should(dependOnClassesThat(resideInAnyPackage("org.anfitrion.libvirt..")));

    @ArchTest
    static final ArchRule THE_DRIVER_DOES_NOT_KNOW_THE_HANDLES_OR_THE_TESTKIT = noClasses()
            .that()
            .resideInAPackage("org.anfitrion.driver.xen..")
            .should(dependOnClassesThat(
                    resideInAPackage("org.anfitrion.testkit..").or(resideInAPackage("org.anfitrion.api"))));

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.anfitrion.driver.(**)").should().beFreeOfCycles();
}
