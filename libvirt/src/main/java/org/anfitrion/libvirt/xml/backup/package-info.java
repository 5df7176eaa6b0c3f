/**
 * The elements of libvirt's backup and checkpoint XML as types, one class an element, bound by JAXB. The schemas are
 * libvirt's {@code domainbackup.rng} and {@code domaincheckpoint.rng}.
 */
@NullMarked
@XmlAccessorType(XmlAccessType.FIELD)
package org.anfitrion.libvirt.xml.backup;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import org.jspecify.annotations.NullMarked;
