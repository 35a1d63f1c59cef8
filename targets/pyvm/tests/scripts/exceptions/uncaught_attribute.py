"""An AttributeError nobody catches."""


class Box:
    def __init__(self):
        self.content = None

    def open(self):
        return self.content.unpack()


print("opening")
Box().open()
