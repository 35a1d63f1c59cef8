"""Go on a small board, played by Monte Carlo tree search against itself. Groups of stones are kept by union of sets with their
liberties; the random numbers are the program's own. The checksum is over the moves and the score."""

import math
import sys

SIZE = 7
KOMI = 4.5
EMPTY, BLACK, WHITE = 0, 1, 2
PASS = -1


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % n


def neighbours_of(place):
    x, y = place % SIZE, place // SIZE
    found = []
    if x > 0:
        found.append(place - 1)
    if x < SIZE - 1:
        found.append(place + 1)
    if y > 0:
        found.append(place - SIZE)
    if y < SIZE - 1:
        found.append(place + SIZE)
    return found


NEIGHBOURS = [neighbours_of(p) for p in range(SIZE * SIZE)]


class Group:
    def __init__(self, colour, stones, liberties):
        self.colour = colour
        self.stones = stones
        self.liberties = liberties


class Board:
    def __init__(self):
        self.groups = [None] * (SIZE * SIZE)
        self.empty = list(range(SIZE * SIZE))
        self.colour = BLACK
        self.ko = PASS
        self.passes = 0
        self.moves = 0

    def copy(self):
        board = Board()
        copies = {}
        groups = []
        for group in self.groups:
            if group is None:
                groups.append(None)
            else:
                key = group.stones[0]
                if key not in copies:
                    copies[key] = Group(group.colour, group.stones[:], set(group.liberties))
                groups.append(copies[key])
        board.groups = groups
        board.empty = self.empty[:]
        board.colour = self.colour
        board.ko = self.ko
        board.passes = self.passes
        board.moves = self.moves
        return board

    def legal(self, place):
        if place == self.ko:
            return False
        for n in NEIGHBOURS[place]:
            group = self.groups[n]
            if group is None:
                return True
            if group.colour == self.colour:
                if len(group.liberties) > 1:
                    return True
            elif len(group.liberties) == 1:
                return True
        return False

    def is_eye(self, place):
        """All around is the player's own: filling it would only hurt."""
        for n in NEIGHBOURS[place]:
            group = self.groups[n]
            if group is None or group.colour != self.colour:
                return False
        return True

    def play(self, place):
        self.moves += 1
        self.ko = PASS
        if place == PASS:
            self.passes += 1
        else:
            self.passes = 0
            self.put(place)
        self.colour = BLACK + WHITE - self.colour

    def put(self, place):
        self.empty.remove(place)
        group = Group(self.colour, [place], set())
        captured = []
        for n in NEIGHBOURS[place]:
            other = self.groups[n]
            if other is None:
                group.liberties.add(n)
                continue
            other.liberties.discard(place)
            if other.colour == self.colour:
                if other is not group:
                    group = self.joined(group, other)
            elif not other.liberties and other.stones[0] not in captured:
                captured.append(other.stones[0])
        self.groups[place] = group
        taken = 0
        for stone in captured:
            taken += self.take(self.groups[stone])
        if taken == 1 and len(group.stones) == 1 and len(group.liberties) == 1:
            for liberty in group.liberties:
                self.ko = liberty

    def joined(self, a, b):
        if len(a.stones) < len(b.stones):
            a, b = b, a
        for stone in b.stones:
            self.groups[stone] = a
        a.stones.extend(b.stones)
        a.liberties.update(b.liberties)
        return a

    def take(self, group):
        for stone in group.stones:
            self.groups[stone] = None
            self.empty.append(stone)
        for stone in group.stones:
            for n in NEIGHBOURS[stone]:
                other = self.groups[n]
                if other is not None:
                    other.liberties.add(stone)
        return len(group.stones)

    def finished(self):
        return self.passes >= 2 or self.moves > 2 * SIZE * SIZE

    def random_move(self, random):
        count = len(self.empty)
        if count:
            start = random.below(count)
            for i in range(count):
                place = self.empty[(start + i) % count]
                if self.legal(place) and not self.is_eye(place):
                    return place
        return PASS

    def useful_moves(self):
        return [p for p in sorted(self.empty) if self.legal(p) and not self.is_eye(p)]

    def score(self):
        """Black's stones and eyes less White's."""
        total = -KOMI
        for place in range(SIZE * SIZE):
            group = self.groups[place]
            if group is not None:
                total += 1 if group.colour == BLACK else -1
            else:
                colours = 0
                for n in NEIGHBOURS[place]:
                    if self.groups[n] is not None:
                        colours |= self.groups[n].colour
                if colours == BLACK:
                    total += 1
                elif colours == WHITE:
                    total -= 1
        return total

    def text(self):
        return "".join([".XO"[0 if g is None else g.colour] for g in self.groups])


class Node:
    def __init__(self, move, parent, colour):
        self.move = move
        self.parent = parent
        self.colour = colour
        self.untried = None
        self.children = []
        self.wins = 0
        self.visits = 0

    def best_child(self):
        log = math.log(self.visits)
        best, best_value = None, -1.0
        for child in self.children:
            value = child.wins / child.visits + 0.7 * math.sqrt(2.0 * log / child.visits)
            if value > best_value:
                best, best_value = child, value
        return best


def search(board, random, playouts):
    root = Node(PASS, None, BLACK + WHITE - board.colour)
    for _ in range(playouts):
        node = root
        trial = board.copy()
        while True:
            if node.untried is None:
                node.untried = trial.useful_moves() or [PASS]
            if node.untried or trial.finished():
                break
            node = node.best_child()
            trial.play(node.move)
        if node.untried and not trial.finished():
            move = node.untried.pop(random.below(len(node.untried)))
            child = Node(move, node, trial.colour)
            node.children.append(child)
            trial.play(move)
            node = child
        while not trial.finished():
            trial.play(trial.random_move(random))
        winner = BLACK if trial.score() > 0 else WHITE
        while node is not None:
            node.visits += 1
            if node.colour == winner:
                node.wins += 1
            node = node.parent
    best = root.children[0]
    for child in root.children:
        if child.visits > best.visits:
            best = child
    return best.move


def main(moves):
    random = Random(42)
    board = Board()
    checksum = 0
    for _ in range(moves):
        if board.finished():
            break
        move = search(board, random, 300)
        checksum = (checksum * 31 + move + 2) % 1000000007
        board.play(move)
    for c in board.text():
        checksum = (checksum * 3 + ".XO".index(c)) % 1000000007
    print("go %d %d %.1f" % (board.moves, checksum, board.score()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
