"""Scripts of buttons: lines like `120 press start`, with the number of the picture before which it happens."""

from joypad import button_of_name


class ScriptError(Exception):
    def __init__(self, line, message):
        self.line = line
        self.message = message


class Event(object):
    def __init__(self, frame, button, pressed):
        self.frame = frame
        self.button = button
        self.pressed = pressed


def parse(text):
    """The events of a script, in its order. `#` begins a comment."""
    events = []
    frame = 0
    for number, line in enumerate(text.split("\n")):
        comment = line.find("#")
        if comment >= 0:
            line = line[:comment]
        words = [word for word in line.strip().split(" ") if word != ""]
        if len(words) == 0:
            continue
        event = parse_event(number + 1, words)
        if event.frame < frame:
            raise ScriptError(number + 1, "pictures must not go backwards")
        frame = event.frame
        events.append(event)
    return events


def parse_event(number, words):
    if len(words) != 3 or (words[1] != "press" and words[1] != "release"):
        raise ScriptError(number, "expected: PICTURE press|release BUTTON")
    try:
        frame = int(words[0])
    except ValueError:
        raise ScriptError(number, "not a number: " + words[0])
    button = button_of_name(words[2])
    if button < 0:
        raise ScriptError(number, "no button is called " + words[2])
    return Event(frame, button, words[1] == "press")


class Player(object):
    """Presses the buttons of a script when their time has come."""

    def __init__(self, events):
        self.events = events
        self.next = 0

    def play(self, gameboy, frame):
        while self.next < len(self.events) and self.events[self.next].frame <= frame:
            event = self.events[self.next]
            self.next += 1
            gameboy.change_button(event.button, event.pressed)
