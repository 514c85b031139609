"""Who is asked what: the conditions of a form worked out for each stage, as far as they depend on the stage alone.

Understands `=`, `!=`, `<`, `>`, `and`, `or`, `not()`, `selected()` and brackets, as XLSForms write them. What depends on
anything else may be true: such a question may be asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{[^}]*\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<sign>!=|<=|>=|[=<>(),])|(?P<word>[A-Za-z_][\w.:-]*))"
)


Truth = bool | None
"""True, false, or not known from the stage alone."""


COMPARE: dict[str, Callable[[str, str], bool]] = {
    "=": lambda value, other: value == other,
    "!=": lambda value, other: value != other,
    "<": lambda value, other: float(value) < float(other),
    ">": lambda value, other: float(value) > float(other),
    "<=": lambda value, other: float(value) <= float(other),
    ">=": lambda value, other: float(value) >= float(other),
}


def may_be_asked(conditions: Sequence[str], field: str, value: str) -> bool:
    """Whether a question with these conditions can be asked of those whose ``field`` is ``value``.

    >>> may_be_asked(["selected(${stage}, 'S2') or ${stage} = 'S3'"], "stage", "S1")
    False
    >>> may_be_asked(["${stage} != 'S1'", "${smokes} = 'yes'"], "stage", "S2")
    True
    """
    return all(_ConditionReader(condition, field, value).truth() is not False for condition in conditions)


@dataclass
class _Value:
    """A value that is known, or one that is not."""

    text: str | None


class _ConditionReader:
    """Reads one condition from left to right; anything it does not understand makes the whole of it unknown."""

    def __init__(self, condition: str, field: str, value: str) -> None:
        self.field, self.value = field, value
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(condition.rstrip()):
            match = TOKEN.match(condition, at)
            if match is None:
                self.tokens = [("word", "?")]
                break
            self.tokens.append((str(match.lastgroup), match.group(str(match.lastgroup))))
            at = match.end()
        self.at = 0

    def truth(self) -> Truth:
        """What the condition comes to."""
        try:
            truth_value = self._either()
        except (IndexError, ValueError, RecursionError):
            return None
        return truth_value if self.at == len(self.tokens) else None

    def _either(self) -> Truth:
        truth_value = self._both()
        while self._next("word", "or"):
            other = self._both()
            truth_value = (
                True if True in (truth_value, other) else None if None in (truth_value, other) else False
            )
        return truth_value

    def _both(self) -> Truth:
        truth_value = self._condition()
        while self._next("word", "and"):
            other = self._condition()
            truth_value = (
                False if False in (truth_value, other) else None if None in (truth_value, other) else True
            )
        return truth_value

    def _condition(self) -> Truth:
        if self._next("sign", "("):
            truth_value = self._either()
            self._expect(")")
            return truth_value
        if self._next("word", "not"):
            self._expect("(")
            truth_value = self._either()
            self._expect(")")
            return None if truth_value is None else not truth_value
        if self._next("word", "selected"):
            self._expect("(")
            value = self._value()
            self._expect(",")
            other = self._value()
            self._expect(")")
            return None if value.text is None or other.text is None else other.text in value.text.split()
        value = self._value()
        sign = self.tokens[self.at][1]
        self.at += 1
        other = self._value()
        if value.text is None or other.text is None:
            return None
        return COMPARE[sign](value.text, other.text) if sign in COMPARE else None

    def _value(self) -> _Value:
        kind, text = self.tokens[self.at]
        self.at += 1
        match kind:
            case "ref":
                return _Value(self.value if text[2:-1] == self.field else None)
            case "text":
                return _Value(text[1:-1])
            case "number":
                return _Value(text)
            case _:
                raise ValueError(text)

    def _next(self, kind: str, text: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == (kind, text):
            self.at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._next("sign", text):
            raise ValueError(text)
