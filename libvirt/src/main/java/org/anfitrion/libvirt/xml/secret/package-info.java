/**
 * The elements of libvirt's XML of secrets as types, one class an element, bound by JAXB. The schema is libvirt's {@code
 * secret.rng}.
 */
@NullMarked
@XmlAccessorType(XmlAccessType.FIELD)
package org.anfitrion.libvirt.xml.secret;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import org.jspecify.annotations.NullMarked;
