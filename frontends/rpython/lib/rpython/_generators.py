"""Methods of the classes that stand for generators. `_resume` is where the body goes on: see the lowering of generators."""


def close(self):
    state = self._resume
    if state <= 0:
        self._resume = -1
        return
    self._resume = -1 - state
    try:
        self.__next__()
    except (StopIteration, GeneratorExit):
        return
    raise RuntimeError("generator ignored GeneratorExit")


def send(self, value):
    raise NotImplementedError


def throw(self, exc):
    raise NotImplementedError


send._rpython_special_ = "generator.send"
throw._rpython_special_ = "generator.throw"
