"""Time, and the devices that do something at a known time.

Time is counted in cycles of the 4 MiHz crystal. The CPU is the only one who lets it pass, four cycles (a machine cycle) at a
time; between two of their times devices compute their state from what the clock shows.
"""

from ports import Peripheral
from rpython.rlib.jit import conditional_call, dont_look_inside

NEVER = 1 << 62
MACHINE_CYCLE = 4


class Device(Peripheral):
    """Something that happens when its time has come."""

    def __init__(self, clock):
        self.clock = clock
        self.due = NEVER
        clock.devices.append(self)

    def schedule(self, due):
        self.due = due
        self.clock.expect(due)

    def happen(self):
        """The time `due` has come. Schedules what comes next."""
        raise NotImplementedError


class Clock(object):
    def __init__(self):
        self.now = 0
        self.next = NEVER  # no device is due before
        self.devices = []

    def expect(self, due):
        if due < self.next:
            self.next = due

    def tick(self):
        """A machine cycle passes."""
        self.now += MACHINE_CYCLE
        conditional_call(self.now >= self.next, wake_devices, self)

    def skip(self):
        """Machine cycles pass in which nobody looks: up to the next device's time."""
        self.now += max(1, (self.next - self.now + MACHINE_CYCLE - 1) // MACHINE_CYCLE) * MACHINE_CYCLE
        wake_devices(self)


@dont_look_inside
def wake_devices(clock):
    """Lets happen what is due. That may make more devices due at once."""
    while clock.next <= clock.now:
        soonest = NEVER
        for device in clock.devices:
            if device.due <= clock.now:
                device.due = NEVER
                device.happen()
            if device.due < soonest:
                soonest = device.due
        clock.next = soonest
