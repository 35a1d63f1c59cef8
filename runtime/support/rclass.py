"""What instances need at run time besides their fields: class tests, and texts."""

from rpython.lltype import hlstr, llstr


def ll_isinstance(obj, cls):
    n = obj.typeptr.subclassrange_min
    return cls.subclassrange_min <= n and n < cls.subclassrange_max


def ll_isinstance_or_none(obj, cls):
    if not obj:
        return False
    n = obj.typeptr.subclassrange_min
    return cls.subclassrange_min <= n and n < cls.subclassrange_max


ll_isinstance._always_inline_ = True
ll_isinstance_or_none._always_inline_ = True


def ll_text_or_empty(s):
    if not s:
        return llstr("")
    return s


def ll_name_of_instance(obj):
    if not obj:
        return llstr("None")
    return llstr("<" + hlstr(obj.typeptr.name) + " object>")
