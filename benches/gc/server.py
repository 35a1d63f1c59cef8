"""Like a server: sessions that come, are used and go, a cache, and short-lived strings and lists for each request."""

import sys

import pause


class Session(object):
    def __init__(self, number):
        self.number = number
        self.items = {}
        self.history = []


class Server(object):
    def __init__(self, sessions):
        self.sessions = [Session(i) for i in range(sessions)]
        self.cache = {}
        self.made = sessions

    def handle(self, x):
        k = x % len(self.sessions)
        session = self.sessions[k]
        name = "item" + str(x % 97)
        session.items[name] = session.items.get(name, 0) + 1
        session.history.append(name)
        if len(session.history) > 50:
            self.sessions[k] = Session(self.made)
            self.made += 1
        key = str(x % 5000)
        answer = self.cache.get(key, "")
        if answer == "":
            parts = []
            for i in range(10):
                parts.append(key + ":" + str(i))
            answer = ",".join(parts)
            self.cache[key] = answer
        elif x % 11 == 0:
            del self.cache[key]
        return len(answer) + len(session.history)


def main(argv):
    server = Server(int(argv[1]))
    rounds = int(argv[2])
    x = 12345
    total = 0
    pause.start()
    for i in range(rounds):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        total += server.handle(x >> 4)
        if i & 15 == 0:
            pause.tick()
    print(total, server.made)
    pause.report()
    return 0


def target(*args):
    return main


if __name__ == "__main__":
    main(sys.argv)
