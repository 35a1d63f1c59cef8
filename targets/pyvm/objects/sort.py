"""Sorting of lists: stable, by merging runs; unboxed ints and floats and plain strs without calls."""

from rpython.rlib.listsort import make_timsort_class

from objects.float import W_Float
from objects.int import W_Int
from objects.list_items import NO_ITEMS, items_of_objects
from objects.ops import LT
from objects.space import export, space
from objects.str import W_Str


def object_lt(w_a, w_b):
    return space.compare(w_a.w_key, w_b.w_key, LT).is_true()


def int_lt(a, b):
    return a.number < b.number


def float_lt(a, b):
    return a.value < b.value


def text_lt(a, b):
    return a.text < b.text


class Keyed(object):
    """An item and what it is sorted by."""

    def __init__(self, w_item, w_key):
        self.w_item = w_item
        self.w_key = w_key
        self.number = 0
        self.value = 0.0
        self.text = ""


ObjectSort = make_timsort_class(lt=object_lt)
IntSort = make_timsort_class(lt=int_lt)
FloatSort = make_timsort_class(lt=float_lt)
TextSort = make_timsort_class(lt=text_lt)


@export
def sort_list(w_list, w_key, reverse):
    items_w = w_list.objects()
    # While it is sorted the list is empty, for whoever looks.
    old = w_list.items
    w_list.items = NO_ITEMS
    keyed = []
    done = False
    try:
        for w_item in items_w:
            keyed.append(Keyed(w_item, w_item if w_key is None else w_key.call1(w_item)))
        if reverse:
            keyed.reverse()
        sort_keyed(keyed)
        if reverse:
            keyed.reverse()
        done = True
    finally:
        changed = w_list.items is not NO_ITEMS
        w_list.items = items_of_objects([k.w_item for k in keyed]) if done else old
    if changed:
        raise space.value_error("list modified during sort")


def sort_keyed(keyed):
    n = len(keyed)
    ints = 0
    floats = 0
    texts = 0
    for k in keyed:
        w_key = k.w_key
        if type(w_key) is W_Int:
            k.number = w_key.intval
            ints += 1
        elif type(w_key) is W_Float:
            k.value = w_key.floatval
            floats += 1
        elif type(w_key) is W_Str:
            k.text = w_key.text
            texts += 1
    if ints == n:
        IntSort(keyed, n).sort()
    elif floats == n:
        FloatSort(keyed, n).sort()
    elif texts == n:
        TextSort(keyed, n).sort()
    else:
        ObjectSort(keyed, n).sort()
