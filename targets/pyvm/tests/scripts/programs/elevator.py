"""A discrete simulation with an event queue: elevators, people, statistics."""

import heapq


class Simulation:
    def __init__(self):
        self.now, self.queue, self.counter, self.log = 0, [], 0, []

    def at(self, delay, action, *args):
        heapq.heappush(self.queue, (self.now + delay, self.counter, action, args))
        self.counter += 1

    def run(self, until=10 ** 9):
        while self.queue and self.queue[0][0] <= until:
            self.now, _, action, args = heapq.heappop(self.queue)
            action(*args)


class Random:
    def __init__(self, seed):
        self.s = seed

    def below(self, n):
        self.s = (self.s * 1103515245 + 12345) & 0x7fffffff
        return (self.s >> 16) % n


class Person:
    count = 0

    def __init__(self, start, goal, time):
        Person.count += 1
        self.name, self.start, self.goal, self.time, self.waited = f"p{Person.count}", start, goal, time, None


class Elevator:
    def __init__(self, sim, floors):
        self.sim, self.floor, self.direction, self.inside, self.waiting, self.moving, self.done, self.travelled = sim, 0, 1, [], {f: [] for f in range(floors)}, False, [], 0

    def call(self, p):
        self.waiting[p.start].append(p)
        self.sim.log.append(f"{self.sim.now:4} {p.name} waits at {p.start} for {p.goal}")
        if not self.moving:
            self.moving = True
            self.sim.at(1, self.stop)

    def stop(self):
        out = [p for p in self.inside if p.goal == self.floor]
        for p in out:
            self.inside.remove(p)
            self.done.append((p, self.sim.now))
        for p in self.waiting[self.floor]:
            p.waited = self.sim.now - p.time
        into, self.waiting[self.floor] = self.waiting[self.floor], []
        self.inside += into
        if out or into:
            self.sim.log.append(f"{self.sim.now:4} floor {self.floor}: out {[p.name for p in out]} in {[p.name for p in into]}")
        targets = {p.goal for p in self.inside} | {f for f, w in self.waiting.items() if w}
        if not targets:
            self.moving = False
            return
        if not any((t - self.floor) * self.direction > 0 for t in targets):
            self.direction = -self.direction
        self.floor += self.direction
        self.travelled += 1
        self.sim.at(3 + 2 * bool(out or into), self.stop)


sim, rnd = Simulation(), Random(7)
e = Elevator(sim, 6)
t = 0
for _ in range(12):
    t += rnd.below(12)
    a = rnd.below(6)
    b = (a + 1 + rnd.below(5)) % 6
    sim.at(t, lambda p: e.call(p), Person(a, b, t))
sim.run()
print("\n".join(sim.log))
print(len(e.done), e.travelled, sim.now, max(p.waited for p, _ in e.done), sum(p.waited for p, _ in e.done) / len(e.done))
print([(p.name, when - p.time) for p, when in sorted(e.done, key=lambda d: (d[1] - d[0].time, d[0].name))][-4:])
