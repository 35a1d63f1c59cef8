"""Instructions of `match`."""

from objects.base import OperationError, type_error
from objects.space import space


def is_sequence(w_obj):
    if isinstance(w_obj, space.W_List) or isinstance(w_obj, space.W_Tuple) or isinstance(w_obj, space.W_Range):
        return True
    return w_obj.getclass().lookup("__abc_sequence__") is not None


def is_mapping(w_obj):
    return isinstance(w_obj, space.W_Dict) or w_obj.getclass().lookup("__abc_mapping__") is not None


def match_keys(w_subject, w_keys):
    """A tuple of the values of these keys, or None."""
    values_w = []
    for w_key in space.items_of(w_keys):
        if isinstance(w_subject, space.W_Dict):
            w_value = w_subject.find(w_key)
            if w_value is None:
                return space.w_None
        else:
            w_value = w_subject.getattr("get").call1(w_key)
            if w_value is space.w_None and not w_subject.contains(w_key):
                return space.w_None
        values_w.append(w_value)
    return space.newtuple(values_w)


def attribute_or_none(w_obj, name):
    try:
        return w_obj.getattr(name)
    except OperationError as e:
        if not e.match(space.w_AttributeError):
            raise
        return None


def match_class(frame, count):
    """[subject, class, tuple of names] -> [tuple or None]"""
    w_names = frame.pop()
    w_class = frame.pop()
    w_subject = frame.pop()
    frame.push(class_values(w_subject, w_class, space.items_of(w_names), count))


def class_values(w_subject, w_class, names_w, count):
    if not isinstance(w_class, space.W_Type):
        raise type_error("called match pattern must be a class")
    if not space.is_instance(w_subject, w_class):
        return space.w_None
    values_w = []
    if count > 0:
        w_match_args = w_class.lookup("__match_args__")
        if w_match_args is None:
            if count > 1 or not matches_itself(w_class):
                given = 1 if matches_itself(w_class) else 0
                raise type_error(
                    w_class.name + "() accepts " + str(given) + " positional sub-pattern" + ("s" if given != 1 else "") + " ("
                    + str(count) + " given)"
                )  # fmt: skip
            values_w.append(w_subject)
        else:
            args_w = space.items_of(w_match_args)
            if len(args_w) < count:
                raise type_error(
                    w_class.name + "() accepts " + str(len(args_w)) + " positional sub-pattern"
                    + ("s" if len(args_w) != 1 else "") + " (" + str(count) + " given)"
                )  # fmt: skip
            for i in range(count):
                w_value = attribute_or_none(w_subject, args_w[i].text_w())
                if w_value is None:
                    return space.w_None
                values_w.append(w_value)
    for w_name in names_w:
        w_value = attribute_or_none(w_subject, w_name.text_w())
        if w_value is None:
            return space.w_None
        values_w.append(w_value)
    return space.newtuple(values_w)


def matches_itself(w_class):
    for w_type in w_class.mro_w:
        if (
            w_type is space.w_int or w_type is space.w_str or w_type is space.w_float or w_type is space.w_list
            or w_type is space.w_tuple or w_type is space.w_dict or w_type is space.w_set or w_type is space.w_bytes
            or w_type is space.w_frozenset or w_type is space.w_bytearray
        ):  # fmt: skip
            return True
    return False
