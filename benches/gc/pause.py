"""What the programs here share: the longest time between two calls of `tick`, in processor time, is written to standard error."""

import os
import time


class Clock(object):
    def __init__(self):
        self.last = 0.0
        self.longest = 0.0


clock = Clock()


def start():
    clock.last = time.process_time()


def tick():
    now = time.process_time()
    if now - clock.last > clock.longest:
        clock.longest = now - clock.last
    clock.last = now


def report():
    os.write(2, ("longest pause: " + str(int(clock.longest * 1e6)) + " us\n").encode("ascii"))
