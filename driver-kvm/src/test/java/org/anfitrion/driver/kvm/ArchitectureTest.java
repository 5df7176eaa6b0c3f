package org.anfitrion.driver.kvm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Who may know whom: the rules that a reader finds the code by. This module sees all others, so they are tested here. */
@AnalyzeClasses(packages = "org.anfitrion", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** The packages of java.base and java.xml. */
    private static final String[] JDK = {"java..", "javax.xml..", "org.w3c.dom..", "org.xml.sax.."};

    private static final String[] NATIVES = {"com.sun.jna..", "org.libvirt..", "jakarta.xml.bind.."};

    @ArchTest
    static final ArchRule THE_API_KNOWS_NOBODY = classes()
            .that(resideInAnyPackage("org.anfitrion.api..", "org.anfitrion.spi.."))
            .should(not(dependOnClassesThat(DescribedPredicate.not(resideInAnyPackage(JDK)
                    .or(resideInAnyPackage(
                            "org.anfitrion.api..",
                            "org.anfitrion.spi..",
                            "com.google.common..",
                            "org.jspecify.annotations.."))))));

    @ArchTest
    static final ArchRule THE_SPI_DOES_NOT_KNOW_THE_HANDLES = noClasses()
            .that()
            .resideInAPackage("org.anfitrion.spi..")
            .should(dependOnClassesThat(resideInAPackage("org.anfitrion.api")));

    @ArchTest
    static final ArchRule SIGNATURES_OF_THE_API_HAVE_ONLY_TYPES_OF_THE_JDK_AND_ITS_OWN = members()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage("org.anfitrion.api..", "org.anfitrion.spi.."))
            .and(modifier(JavaModifier.PUBLIC).<JavaMember>forSubtype())
            .should(haveOnlyOwnTypesInTheirSignature());

    @ArchTest
    static final ArchRule LIBVIRT_KNOWS_ONLY_THE_API = noClasses()
            .that()
            .resideInAPackage("org.anfitrion.libvirt..")
            .should(dependOnClassesThat(resideInAnyPackage("org.anfitrion.driver..", "org.anfitrion.testkit..")));

    @ArchTest
    static final ArchRule NATIVES_STOP_AT_THE_EDGE_OF_LIBVIRT_AND_OF_LIBLXC = noClasses()
            .that()
            .resideOutsideOfPackages("org.anfitrion.libvirt..", "org.anfitrion.driver.lxc.liblxc.wire..")
            .should(dependOnClassesThat(resideInAnyPackage(NATIVES)));

    @ArchTest
    static final ArchRule A_DRIVER_DOES_NOT_KNOW_THE_HANDLES_OR_THE_TESTKIT = noClasses()
            .that()
            .resideInAPackage("org.anfitrion.driver..")
            .should(dependOnClassesThat(
                    resideInAPackage("org.anfitrion.testkit..").or(resideInAPackage("org.anfitrion.api"))));

    @ArchTest
    static final ArchRule DRIVERS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("org.anfitrion.driver.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.anfitrion.(**)").should().beFreeOfCycles();

    private static ArchCondition<JavaMember> haveOnlyOwnTypesInTheirSignature() {
        return new ArchCondition<>("have only types of the JDK and their own in their signature") {
            @Override
            public void check(JavaMember member, ConditionEvents events) {
                signature(member)
                        .map(JavaClass::getBaseComponentType)
                        .filter(type -> !type.isPrimitive()
                                && !resideInAnyPackage(JDK)
                                        .or(resideInAnyPackage("org.anfitrion.api..", "org.anfitrion.spi.."))
                                        .test(type))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                member, member.getFullName() + " shows " + type.getName())));
            }
        };
    }

    private static Stream<JavaClass> signature(JavaMember member) {
        Stream<JavaClass> involved = member.getAllInvolvedRawTypes().stream();
        return member instanceof JavaCodeUnit code
                ? Stream.concat(involved, code.getExceptionTypes().stream())
                : involved;
    }
}
