/* An event loop as fast as C can have it: prints the moment at which each lifecycle event came, in nanoseconds of the
   monotonic clock, and what happened. */
#include <inttypes.h>
#include <libvirt/libvirt.h>
#include <stdio.h>
#include <time.h>

static int happened(virConnectPtr connection, virDomainPtr domain, int event, int detail, void *opaque)
{
    struct timespec t;
    (void)connection, (void)detail, (void)opaque;
    clock_gettime(CLOCK_MONOTONIC, &t);
    printf("%" PRId64 " %d %s\n", t.tv_sec * INT64_C(1000000000) + t.tv_nsec, event, virDomainGetName(domain));
    fflush(stdout);
    return 0;
}

int main(int argc, char **argv)
{
    virConnectPtr connection;

    if (argc < 2 || virEventRegisterDefaultImpl() < 0 || !(connection = virConnectOpen(argv[1])))
        return 1;
    if (virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                         VIR_DOMAIN_EVENT_CALLBACK(happened), NULL, NULL) < 0)
        return 2;
    puts("ready");
    fflush(stdout);
    while (virConnectIsAlive(connection) == 1 && virEventRunDefaultImpl() == 0)
        ;
    return 3;
}
