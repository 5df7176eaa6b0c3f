/**
 * Seeds for cloud-init: what a guest is told at its first start, as a small disk that every hypervisor can give it. See {@link
 * org.anfitrion.cloudinit.CloudInitSeed}.
 */
@NullMarked
package org.anfitrion.cloudinit;

import org.jspecify.annotations.NullMarked;
