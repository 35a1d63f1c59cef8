"""The time module, as far as it is deterministic."""

import time

a = time.time()
b = time.perf_counter()
c = time.monotonic()
time.sleep(0.01)
print(time.time() - a > 0.005, time.perf_counter() - b > 0.005, time.monotonic() - c > 0.005, a > 1600000000, type(a).__name__)
print(time.process_time() >= 0, isinstance(time.time_ns(), int), isinstance(time.perf_counter_ns(), int))
time.sleep(0)
try:
    time.sleep(-1)
except ValueError as e:
    print("ValueError:", e)
start = time.perf_counter()
total = sum(range(1000))
print(total, 0 <= time.perf_counter() - start < 5)
