"""A text adventure: rooms, things, a parser of commands, a script of moves."""


class Thing:
    def __init__(self, name, text, portable=True):
        self.name, self.text, self.portable = name, text, portable


class Room:
    def __init__(self, name, text):
        self.name, self.text, self.exits, self.things, self.visited = name, text, {}, {}, False

    def link(self, direction, other, back=None):
        self.exits[direction] = other
        if back:
            other.exits[back] = self

    def add(self, *things):
        for t in things:
            self.things[t.name] = t


class Game:
    def __init__(self):
        hall, cellar, garden = Room("Hall", "A dusty hall."), Room("Cellar", "It is dark and damp."), Room("Garden", "Roses everywhere.")
        hall.link("down", cellar, "up")
        hall.add(Thing("lamp", "An old lamp."), Thing("statue", "Too heavy.", portable=False))
        cellar.add(Thing("key", "A rusty key."))
        self.garden, self.here, self.bag, self.score, self.over, self.locked = garden, hall, {}, 0, False, True
        self.hall = hall
        self.aliases = {"n": "north", "u": "up", "d": "down", "i": "inventory", "l": "look", "get": "take", "x": "examine"}

    def describe(self):
        r = self.here
        lines = [r.name, r.text] if not r.visited else [r.name]
        r.visited = True
        if r.things:
            lines.append("You see " + ", ".join(sorted(r.things)) + ".")
        lines.append("Exits: " + ", ".join(sorted(r.exits)) + ".")
        return "\n".join(lines)

    def command(self, line):
        words = [self.aliases.get(w, w) for w in line.lower().split() if w not in ("the", "a", "to")]
        if not words:
            return "Say something."
        verb, *rest = words
        if verb in ("north", "up", "down", "south"):
            verb, rest = "go", [verb]
        handler = getattr(self, "do_" + verb, None)
        if handler is None:
            return f"I do not know how to {verb}."
        try:
            return handler(*rest)
        except TypeError:
            return f"{verb.capitalize()} what?"

    def do_go(self, direction):
        if direction not in self.here.exits:
            return "You cannot go that way."
        target = self.here.exits[direction]
        if target.name == "Cellar" and "lamp" not in self.bag:
            return "It is too dark to go down."
        self.here = target
        if target is self.garden:
            self.score += 10
            self.over = True
            return self.describe() + f"\nYou escaped with {self.score} points!"
        return self.describe()

    def do_look(self):
        self.here.visited = False
        return self.describe()

    def do_take(self, name):
        t = self.here.things.get(name)
        if t is None:
            return f"There is no {name} here."
        if not t.portable:
            return f"The {name} will not move."
        self.bag[name] = self.here.things.pop(name)
        self.score += 1
        return "Taken."

    def do_drop(self, name):
        if name not in self.bag:
            return f"You have no {name}."
        self.here.things[name] = self.bag.pop(name)
        self.score -= 1
        return "Dropped."

    def do_examine(self, name):
        for place in (self.bag, self.here.things):
            if name in place:
                return place[name].text
        return f"There is no {name} here."

    def do_inventory(self):
        return "You carry " + (", ".join(sorted(self.bag)) or "nothing") + "."

    def do_unlock(self, what):
        if what != "door" or self.here is not self.hall:
            return "Nothing to unlock."
        if "key" not in self.bag:
            return "You have no key."
        self.hall.link("north", self.garden)
        self.locked = False
        return "The door opens."


g = Game()
print(g.describe())
for move in ["north", "d", "x statue", "take the statue", "get lamp", "take lamp", "i", "dance", "take", "", "down", "x key", "take key", "l", "unlock door", "up", "unlock", "unlock window", "drop lamp", "drop lamp", "unlock the door", "i", "look", "n"]:
    print(">", move)
    print(g.command(move))
    if g.over:
        break
print(g.over, g.score)
