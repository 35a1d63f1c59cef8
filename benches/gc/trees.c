#include <stdio.h>
#include <stdlib.h>

typedef struct node { struct node *left, *right; } node;

static node *make(int depth) {
    node *n = malloc(sizeof *n);
    n->left = depth ? make(depth - 1) : NULL;
    n->right = depth ? make(depth - 1) : NULL;
    return n;
}

static long check(node *n) { return n->left ? 1 + check(n->left) + check(n->right) : 1; }

static void destroy(node *n) {
    if (n->left) {
        destroy(n->left);
        destroy(n->right);
    }
    free(n);
}

int main(int argc, char **argv) {
    int largest = atoi(argv[1]);
    node *stretch = make(largest + 1);
    printf("%ld\n", check(stretch));
    destroy(stretch);
    node *kept = make(largest);
    for (int depth = 4; depth <= largest; depth += 2) {
        long rounds = 1L << (largest - depth + 4), total = 0;
        for (long i = 0; i < rounds; i++) {
            node *n = make(depth);
            total += check(n);
            destroy(n);
        }
        printf("%ld %d %ld\n", rounds, depth, total);
    }
    printf("%ld\n", check(kept));
    return 0;
}
