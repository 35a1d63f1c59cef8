"""Calls of the methods with underscores that a class of the program has: functions mostly, but they may be any descriptor."""


def invoke0(w_method, w_self):
    if w_method.is_function():
        return w_method.call1(w_self)
    return w_method.descr_get(w_self, w_self.getclass()).call0()


def invoke1(w_method, w_self, w_1):
    if w_method.is_function():
        return w_method.call2(w_self, w_1)
    return w_method.descr_get(w_self, w_self.getclass()).call1(w_1)


def invoke2(w_method, w_self, w_1, w_2):
    if w_method.is_function():
        return w_method.call_list([w_self, w_1, w_2])
    return w_method.descr_get(w_self, w_self.getclass()).call2(w_1, w_2)
