"""The module time."""

import time as clock

from objects.base import value_error
from objects.module import make_module
from objects.space import space


def time():
    return space.newfloat(clock.time())


def time_ns():
    return space.newint(int(clock.time() * 1e9))


def perf_counter():
    return space.newfloat(clock.perf_counter())


def perf_counter_ns():
    return space.newint(int(clock.perf_counter() * 1e9))


def monotonic():
    return space.newfloat(clock.monotonic())


def monotonic_ns():
    return space.newint(int(clock.monotonic() * 1e9))


def process_time_ns():
    return space.newint(int(clock.process_time() * 1e9))


def process_time():
    return space.newfloat(clock.process_time())


def sleep(w_seconds):
    seconds = w_seconds.float_w()
    if seconds < 0.0:
        raise value_error("sleep length must be non-negative")
    clock.sleep(seconds)


def setup():
    return make_module("time", [time, time_ns, perf_counter, perf_counter_ns, monotonic, monotonic_ns, process_time, process_time_ns, sleep])
