"""Why the CPU does not simply go on with the next instruction: a bit for each reason, so that one look is enough."""

INTERRUPT = 1  # one is pending, and interrupts are enabled
STATE = 2  # the CPU is in another state than the usual one
END = 4  # the front end wants to go on


class Attention(object):
    def __init__(self):
        self.reasons = 0

    def set(self, reason, holds):
        if holds:
            self.reasons |= reason
        else:
            self.reasons &= ~reason
