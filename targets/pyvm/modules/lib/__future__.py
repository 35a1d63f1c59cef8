"""The names that `from __future__ import` may ask for: all of them are on."""

annotations = generator_stop = absolute_import = division = print_function = unicode_literals = nested_scopes = True
generators = with_statement = barry_as_FLUFL = True
