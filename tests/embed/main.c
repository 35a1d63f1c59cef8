/* Calls the library that tests/embed/library.py becomes. With an argument, makes an exception arrive here. */
#include "libbank.h"
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    (void)argv;
    rpython_startup_code();
    bank_deposit("ann", 100);
    bank_deposit("7", 1);
    char name[] = "ann";
    printf("%ld\n", (long)bank_deposit(name, 23));
    name[0] = 'x';
    churn(20000);
    printf("%ld\n", (long)bank_withdraw("7", 1));
    char *owners = bank_owners();
    printf("%s\n", owners);
    free(owners);
    printf("%.2f %.2f\n", interest(0.5, true), interest(0.5, false));
    fflush(stdout);
    if (argc > 1)
        bank_withdraw("ann", 1000);
    return 0;
}
