"""Poker hands: parsing, ranking, comparing, counting; a deterministic deal; blackjack."""

RANKS = "23456789TJQKA"
NAMES = ["high card", "pair", "two pairs", "three of a kind", "straight", "flush", "full house", "four of a kind", "straight flush"]


class Card:
    __slots__ = "rank", "suit"

    def __init__(self, text):
        self.rank, self.suit = RANKS.index(text[0]) + 2, text[1]

    def __repr__(self):
        return RANKS[self.rank - 2] + self.suit

    def __eq__(self, o):
        return (self.rank, self.suit) == (o.rank, o.suit)

    def __hash__(self):
        return hash((self.rank, ord(self.suit)))


class Hand:
    def __init__(self, text):
        self.cards = [Card(c) for c in text.split()] if isinstance(text, str) else list(text)
        if len(set(self.cards)) != 5:
            raise ValueError(f"not a hand: {self.cards}")

    @property
    def value(self):
        ranks = sorted((c.rank for c in self.cards), reverse=True)
        groups = sorted(((ranks.count(r), r) for r in set(ranks)), reverse=True)
        counts = [n for n, _ in groups]
        flush = len({c.suit for c in self.cards}) == 1
        straight = len(set(ranks)) == 5 and ranks[0] - ranks[4] == 4
        if ranks == [14, 5, 4, 3, 2]:
            straight, ranks, groups = True, [5, 4, 3, 2, 1], [(1, 5)]
        kind = 8 if straight and flush else 7 if counts[0] == 4 else 6 if counts == [3, 2] else 5 if flush else 4 if straight else 3 if counts[0] == 3 else 2 if counts[:2] == [2, 2] else 1 if counts[0] == 2 else 0
        return kind, [r for _, r in groups]

    def __lt__(self, o):
        return self.value < o.value

    def __str__(self):
        return f"{' '.join(map(repr, self.cards))}: {NAMES[self.value[0]]}"


hands = [Hand(h) for h in ("TH JH QH KH AH", "9C 9D 9S 9H 2C", "3C 3D 3S KH KC", "2D 5D 9D JD KD", "AH 2C 3D 4S 5H", "7C 7D 7S 2H KC", "7C 7D 2S 2H KC", "AC AD 2S 3H 4C", "AC QD 9S 3H 4C", "AC KD 9S 3H 4C", "6C 7D 8S 9H TC", "AD AH 2C 3C 5C")]
for h in sorted(hands):
    print(h, h.value[1])
for bad in ("2C 2C 3C 4C 5C", "2C", "1C 2C 3C 4C 5C"):
    try:
        print(Hand(bad))
    except ValueError as e:
        print("ValueError:", e)
deck, state = [Card(r + s) for s in "CDHS" for r in RANKS], 12345
counts = [0] * 9
for _ in range(60):
    for i in range(51, 0, -1):
        state = (state * 1103515245 + 12345) & 0x7fffffff
        j = (state >> 8) % (i + 1)
        deck[i], deck[j] = deck[j], deck[i]
    players = [Hand(deck[k * 5:k * 5 + 5]) for k in range(4)]
    counts[max(players).value[0]] += 1
print(counts, sum(counts))


def blackjack(cards):
    total, aces = sum(min(c.rank, 10) if c.rank < 14 else 11 for c in cards), sum(c.rank == 14 for c in cards)
    while total > 21 and aces:
        total, aces = total - 10, aces - 1
    return total


for h in ("AH KH", "AH AC", "AH AC 9D", "TH 9C 5D", "2C 3C 4C 5C 6C", "AH AC AD AS 7C TD"):
    print(h, blackjack([Card(c) for c in h.split()]))
