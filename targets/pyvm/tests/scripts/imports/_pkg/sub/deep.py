from .. import first
from ..first import value as v

depth = v * 100
names = first.__name__
