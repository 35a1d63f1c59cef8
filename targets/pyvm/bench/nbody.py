"""The sun and its four big planets, moved by their gravity in small steps. The checksum is the energy before and after."""

import math
import sys

SOLAR_MASS = 4.0 * math.pi * math.pi
YEAR = 365.24


class Body:
    def __init__(self, mass, place, speed):
        self.mass = mass * SOLAR_MASS
        self.x, self.y, self.z = place
        self.vx, self.vy, self.vz = [v * YEAR for v in speed]


def solar_system():
    bodies = [
        Body(1.0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        Body(9.54791938424326609e-04, (4.84143144246472090, -1.16032004402742839, -0.103622044471123109),
             (0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023)),
        Body(2.85885980666130812e-04, (8.34336671824457987, 4.12479856412430479, -0.403523417114321381),
             (-0.00276742510726411145, 0.00499852801234917238, 0.0000230417297573763929)),
        Body(4.36624404335156298e-05, (12.8943695621391310, -15.1111514016986312, -0.223307578892655734),
             (0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556)),
        Body(5.15138902046611451e-05, (15.3796971148509165, -25.9193146099879641, 0.179258772950371181),
             (0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870)),
    ]
    px = py = pz = 0.0
    for body in bodies:
        px += body.vx * body.mass
        py += body.vy * body.mass
        pz += body.vz * body.mass
    sun = bodies[0]
    sun.vx, sun.vy, sun.vz = -px / sun.mass, -py / sun.mass, -pz / sun.mass
    return bodies


def energy(bodies):
    total = 0.0
    for i in range(len(bodies)):
        a = bodies[i]
        total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for j in range(i + 1, len(bodies)):
            b = bodies[j]
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            total -= a.mass * b.mass / math.sqrt(dx * dx + dy * dy + dz * dz)
    return total


def advance(bodies, pairs, dt):
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        square = dx * dx + dy * dy + dz * dz
        strength = dt / (square * math.sqrt(square))
        pull = b.mass * strength
        a.vx -= dx * pull
        a.vy -= dy * pull
        a.vz -= dz * pull
        pull = a.mass * strength
        b.vx += dx * pull
        b.vy += dy * pull
        b.vz += dz * pull
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def main(steps):
    bodies = solar_system()
    pairs = []
    for i in range(len(bodies)):
        for j in range(i + 1, len(bodies)):
            pairs.append((bodies[i], bodies[j]))
    before = energy(bodies)
    for _ in range(steps):
        advance(bodies, pairs, 0.01)
    print("nbody %.9f %.9f" % (before, energy(bodies)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 800000)
