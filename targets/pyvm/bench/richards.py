"""The task scheduler of an imaginary operating system, after Martin Richards: one idle task, a worker, two handlers and two
devices pass packets to one another. Counts how often a packet was queued and how often a task was held."""

import sys

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = 0, 1, 2, 3, 4, 5
KIND_DEVICE, KIND_WORK = 0, 1
DATA_SIZE = 4


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.position = 0
        self.data = [0] * DATA_SIZE


def appended(queue, packet):
    """The queue with the packet at its end."""
    packet.link = None
    if queue is None:
        return packet
    last = queue
    while last.link is not None:
        last = last.link
    last.link = packet
    return queue


class Scheduler:
    def __init__(self):
        self.tasks = [None] * 6
        self.first = None
        self.current = None
        self.queued = 0
        self.held = 0

    def add(self, task):
        task.scheduler = self
        task.following = self.first
        self.first = task
        self.tasks[task.number] = task

    def run(self):
        task = self.first
        while task is not None:
            if task.is_held or (task.is_suspended and not task.has_packet):
                task = task.following
            else:
                self.current = task
                task = task.take_turn()

    def hold(self):
        self.held += 1
        self.current.is_held = True
        return self.current.following

    def suspend(self):
        self.current.is_suspended = True
        return self.current

    def release(self, number):
        task = self.tasks[number]
        task.is_held = False
        if task.priority > self.current.priority:
            return task
        return self.current

    def queue(self, packet):
        task = self.tasks[packet.owner]
        self.queued += 1
        packet.owner = self.current.number
        return task.receive(packet, self.current)


class Task:
    def __init__(self, number, priority, packets):
        self.number = number
        self.priority = priority
        self.queue = packets
        self.is_held = False
        self.is_suspended = True
        self.has_packet = packets is not None
        self.scheduler = None
        self.following = None

    def take_turn(self):
        packet = None
        if self.is_suspended and self.has_packet:
            packet = self.queue
            self.queue = packet.link
            self.is_suspended = False
            self.has_packet = self.queue is not None
        return self.work(packet)

    def receive(self, packet, sender):
        if self.queue is None:
            self.queue = packet
            packet.link = None
            self.has_packet = True
            if self.priority > sender.priority:
                return self
        else:
            appended(self.queue, packet)
        return sender

    def work(self, packet):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, count):
        Task.__init__(self, IDLE, 0, None)
        self.is_suspended = False
        self.bits = 1
        self.count = count

    def work(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.scheduler.hold()
        if self.bits & 1 == 0:
            self.bits >>= 1
            return self.scheduler.release(DEVICE_A)
        self.bits = (self.bits >> 1) ^ 0xD008
        return self.scheduler.release(DEVICE_B)


class Worker(Task):
    def __init__(self, packets):
        Task.__init__(self, WORKER, 1000, packets)
        self.destination = HANDLER_A
        self.letter = 0

    def work(self, packet):
        if packet is None:
            return self.scheduler.suspend()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.owner = self.destination
        packet.position = 0
        for i in range(DATA_SIZE):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            packet.data[i] = self.letter
        return self.scheduler.queue(packet)


class Handler(Task):
    def __init__(self, number, priority, packets):
        Task.__init__(self, number, priority, packets)
        self.work_in = None
        self.device_in = None

    def work(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work_in = appended(self.work_in, packet)
            else:
                self.device_in = appended(self.device_in, packet)
        work = self.work_in
        if work is not None:
            position = work.position
            if position >= DATA_SIZE:
                self.work_in = work.link
                return self.scheduler.queue(work)
            device = self.device_in
            if device is not None:
                self.device_in = device.link
                device.position = work.data[position]
                work.position = position + 1
                return self.scheduler.queue(device)
        return self.scheduler.suspend()


class Device(Task):
    def __init__(self, number, priority):
        Task.__init__(self, number, priority, None)
        self.pending = None

    def work(self, packet):
        if packet is None:
            done = self.pending
            if done is None:
                return self.scheduler.suspend()
            self.pending = None
            return self.scheduler.queue(done)
        self.pending = packet
        return self.scheduler.hold()


def packets_for(owner, kind, count):
    queue = None
    for _ in range(count):
        queue = Packet(queue, owner, kind)
    return queue


def simulate():
    scheduler = Scheduler()
    scheduler.add(Idle(10000))
    scheduler.add(Worker(packets_for(WORKER, KIND_WORK, 2)))
    scheduler.add(Handler(HANDLER_A, 2000, packets_for(DEVICE_A, KIND_DEVICE, 3)))
    scheduler.add(Handler(HANDLER_B, 3000, packets_for(DEVICE_B, KIND_DEVICE, 3)))
    scheduler.add(Device(DEVICE_A, 4000))
    scheduler.add(Device(DEVICE_B, 5000))
    scheduler.run()
    return scheduler.queued, scheduler.held


def main(times):
    queued = held = 0
    for _ in range(times):
        q, h = simulate()
        queued += q
        held += h
    print("richards %d %d" % (queued, held))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 110)
