"""Queens on a board by brute force: a generator of permutations, and sets that tell whether two queens share a diagonal."""

import sys


def permutations(items, size):
    pool = list(items)
    n = len(pool)
    order = list(range(n))
    cycles = list(range(n, n - size, -1))
    yield tuple([pool[i] for i in order[:size]])
    while n:
        for i in reversed(range(size)):
            cycles[i] -= 1
            if cycles[i] == 0:
                order[i:] = order[i + 1:] + order[i:i + 1]
                cycles[i] = n - i
            else:
                j = cycles[i]
                order[i], order[-j] = order[-j], order[i]
                yield tuple([pool[i] for i in order[:size]])
                break
        else:
            return


def queens(n):
    columns = range(n)
    for board in permutations(columns, n):
        if n == len(set(board[i] + i for i in columns)) == len(set(board[i] - i for i in columns)):
            yield board


def main(n):
    count = 0
    checksum = 0
    for board in queens(n):
        count += 1
        for row in board:
            checksum = (checksum * 31 + row) % 1000000007
    print("nqueens %d %d" % (count, checksum))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
