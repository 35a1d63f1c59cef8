/* The same interpreter as the target, by hand: a tape that grows by appending, cells masked to a byte, a bracket map, buffered output. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>

#define SIZE 4096

typedef struct {
    long length, allocated;
    long *items;
} List;

static void append(List *l, long x) {
    if (l->length == l->allocated) {
        l->allocated = l->allocated ? l->allocated * 2 : 8;
        l->items = realloc(l->items, l->allocated * sizeof(long));
    }
    l->items[l->length++] = x;
}

typedef struct {
    List cells;
    long position;
} Tape;

static char output[SIZE], input[SIZE];
static long output_length, input_length, input_at;

static void flush(void) {
    long at = 0;
    while (at < output_length) {
        long n = write(1, output + at, output_length - at);
        if (n < 0) exit(1);
        at += n;
    }
    output_length = 0;
}

static void put(long c) {
    output[output_length++] = c;
    if (output_length >= SIZE) flush();
}

static long get(void) {
    if (input_at == input_length) {
        flush();
        input_length = read(0, input, SIZE);
        input_at = 0;
        if (input_length <= 0) {
            input_length = 0;
            return 0;
        }
    }
    return (unsigned char)input[input_at++];
}

static void fail(const char *message) {
    flush();
    fprintf(stderr, "bf: %s\n", message);
    exit(1);
}

static void run(const char *code, long length, const long *brackets) {
    Tape *tape = calloc(1, sizeof(Tape));
    append(&tape->cells, 0);
    for (long pc = 0; pc < length; pc++) {
        switch (code[pc]) {
        case '>':
            tape->position++;
            if (tape->position == tape->cells.length) append(&tape->cells, 0);
            break;
        case '<':
            if (tape->position == 0) fail("the pointer went left of the tape");
            tape->position--;
            break;
        case '+':
            tape->cells.items[tape->position] = (tape->cells.items[tape->position] + 1) & 255;
            break;
        case '-':
            tape->cells.items[tape->position] = (tape->cells.items[tape->position] - 1) & 255;
            break;
        case '.':
            put(tape->cells.items[tape->position]);
            break;
        case ',':
            tape->cells.items[tape->position] = get();
            break;
        case '[':
            if (tape->cells.items[tape->position] == 0) pc = brackets[pc];
            break;
        case ']':
            if (tape->cells.items[tape->position] != 0) pc = brackets[pc];
            break;
        }
    }
}

int main(int argc, char **argv) {
    FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!f) fail("give a file");
    char *code = NULL;
    long length = 0, allocated = 0, c;
    List opened = {0, 0, NULL};
    while ((c = getc(f)) != EOF) {
        if (!memchr("><+-.,[]", c, 8)) continue;
        if (length == allocated) code = realloc(code, allocated = allocated * 2 + 64);
        code[length++] = c;
    }
    long *brackets = calloc(length + 1, sizeof(long));
    for (long pc = 0; pc < length; pc++) {
        if (code[pc] == '[') append(&opened, pc);
        if (code[pc] == ']') {
            if (!opened.length) fail("unmatched ]");
            long left = opened.items[--opened.length];
            brackets[left] = pc;
            brackets[pc] = left;
        }
    }
    if (opened.length) fail("unmatched [");
    run(code, length, brackets);
    flush();
    return 0;
}
