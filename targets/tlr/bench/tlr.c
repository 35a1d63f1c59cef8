/* The same machine as the target, by hand, with the programs of the benchmark built in: the square, and counting down. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { JUMP_IF_A = 1, MOV_A_R, MOV_R_A, ADD_R_TO_A, DECR_A, RETURN_A };

static const unsigned char SQUARE[] = {
    JUMP_IF_A, 3, RETURN_A, MOV_A_R, 0, MOV_A_R, 1, MOV_R_A, 2, ADD_R_TO_A, 1, MOV_A_R, 2, MOV_R_A, 0, DECR_A, MOV_A_R, 0,
    JUMP_IF_A, 7, MOV_R_A, 2, RETURN_A,
};
static const unsigned char COUNT[] = {DECR_A, JUMP_IF_A, 0, RETURN_A};

static long run(const unsigned char *bytecode, long a) {
    long *regs = calloc(256, sizeof(long));
    long pc = 0;
    for (;;) {
        switch (bytecode[pc++]) {
        case JUMP_IF_A: {
            long destination = bytecode[pc++];
            if (a != 0) pc = destination;
            break;
        }
        case MOV_A_R:
            regs[bytecode[pc++]] = a;
            break;
        case MOV_R_A:
            a = regs[bytecode[pc++]];
            break;
        case ADD_R_TO_A:
            a = (long)((unsigned long)a + (unsigned long)regs[bytecode[pc++]]);
            break;
        case DECR_A:
            a = (long)((unsigned long)a - 1);
            break;
        case RETURN_A:
            return a;
        default:
            fprintf(stderr, "tlr: no such instruction\n");
            exit(1);
        }
    }
}

int main(int argc, char **argv) {
    if (argc != 3) return 1;
    printf("%ld\n", run(strcmp(argv[1], "count") ? SQUARE : COUNT, atol(argv[2])));
    return 0;
}
