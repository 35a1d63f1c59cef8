"""An uncaught exception of a class of one's own, in a module-level function, with notes and several lines."""


class ConfigError(Exception):
    def __init__(self, key, reason):
        super().__init__(key, reason)
        self.key, self.reason = key, reason

    def __str__(self):
        return f"{self.key}: {self.reason}\n  (second line)"


def load(config, *keys):
    for key in keys:
        if key not in config:
            raise ConfigError(key, "missing")
        config = config[key]
    return config


c = {"a": {"b": 1}}
print(load(c, "a", "b"))
load(
    c,
    "a",
    "z",
)
