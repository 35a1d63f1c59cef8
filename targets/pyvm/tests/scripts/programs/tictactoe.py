"""Perfect play by minimax with memory; connect four by alpha-beta; nim."""

LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]


def winner(b):
    for i, j, k in LINES:
        if b[i] != "." and b[i] == b[j] == b[k]:
            return b[i]
    return "draw" if "." not in b else None


memo = {}


def best(b, player):
    key = b, player
    if key in memo:
        return memo[key]
    w = winner(b)
    if w:
        result = {"X": 1, "O": -1, "draw": 0}[w], None
    else:
        options = []
        for i, c in enumerate(b):
            if c == ".":
                score, _ = best(b[:i] + player + b[i + 1:], "O" if player == "X" else "X")
                options.append((score, i))
        result = max(options, key=lambda o: o[0]) if player == "X" else min(options, key=lambda o: o[0])
    memo[key] = result
    return result


board, player = "." * 9, "X"
while not winner(board):
    _, move = best(board, player)
    board = board[:move] + player + board[move + 1:]
    player = "O" if player == "X" else "X"
    print(board[:3], board[3:6], board[6:])
print(winner(board), len(memo), best("XX.OO....", "X"), best("XX.OO....", "O"), best("X...O...X", "O"))


class Connect:
    def __init__(self, w=5, h=4):
        self.w, self.h, self.cols, self.nodes = w, h, [[] for _ in range(w)], 0

    def wins(self, c):
        r, p = len(self.cols[c]) - 1, self.cols[c][-1]
        for dx, dy in ((1, 0), (0, 1), (1, 1), (1, -1)):
            n = 1
            for s in (1, -1):
                x, y = c + s * dx, r + s * dy
                while 0 <= x < self.w and 0 <= y < len(self.cols[x]) and self.cols[x][y] == p:
                    n, x, y = n + 1, x + s * dx, y + s * dy
            if n >= 3:
                return True
        return False

    def search(self, player, depth, alpha=-100, beta=100):
        self.nodes += 1
        moves = [c for c in range(self.w) if len(self.cols[c]) < self.h]
        if depth == 0 or not moves:
            return 0, None
        choice = None
        for c in moves:
            self.cols[c].append(player)
            score = depth if self.wins(c) else -self.search(3 - player, depth - 1, -beta, -alpha)[0]
            self.cols[c].pop()
            if score > alpha:
                alpha, choice = score, c
            if alpha >= beta:
                break
        return alpha, choice


g, player, moves = Connect(), 1, []
while True:
    score, c = g.search(player, 5)
    if c is None:
        break
    g.cols[c].append(player)
    moves.append((c, score))
    if g.wins(c):
        break
    player = 3 - player
print(moves, g.nodes)
for r in range(g.h - 1, -1, -1):
    print("".join(".XO"[g.cols[c][r]] if r < len(g.cols[c]) else "." for c in range(g.w)))
piles, turn = [3, 4, 5], 0
while any(piles):
    x = piles[0] ^ piles[1] ^ piles[2]
    i = next((i for i, p in enumerate(piles) if p ^ x < p), None)
    i, take = (i, piles[i] - (piles[i] ^ x)) if i is not None else (max(range(3), key=piles.__getitem__), 1)
    piles[i] -= take
    print("player", turn, "takes", take, "from", i, piles)
    turn = 1 - turn
