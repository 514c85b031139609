"""How a group sees its own working together, in words and pictures."""

from collections.abc import Iterator, Sequence

from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.parts import stacked_bar
from realign.foundations.design.charts.types import PERCENT, Chart, ChartSeries, ChartValue, Unit
from realign.foundations.design.types import PlainTable
from realign.foundations.design.words import counted, date_words
from realign.review.learning.models import SelfAnswer, SelfLook

WHOLE_PERCENT = Unit("Members who say yes, of those who answered", after=PERCENT.after)
SHARES = Unit("Members who answered", after="%")
KEY = ("Yes", "In part", "Not yet")


def short(answer: SelfAnswer) -> str:
    """A question in a word; the page gives it in full."""
    return answer.item.code.replace("-", " ").capitalize()


def counts_in_words(answer: SelfAnswer) -> str:
    """The counts of one question in words."""
    if not answer.answered:
        return "no answers"
    return f"{answer.yes} yes, {answer.partly} in part, {answer.no} not yet"


def lead(looks: Sequence[SelfLook]) -> str:
    """How the newest answers stand beside those before, in a sentence or two."""
    if not looks:
        return "No self-assessment yet."
    newest = looks[0]
    answers = list(newest.answers.all())
    best = max(answers, key=lambda answer: answer.share or 0)
    worst = min(answers, key=lambda answer: answer.share or 0)
    sentence = (
        f"On {date_words(newest.on)} most said yes to {short(best).lower()} ({best.yes} of {best.answered}), "
        f"fewest to {short(worst).lower()} ({worst.yes} of {worst.answered})."
    )
    return f"{sentence} {_since(newest, looks[1])}" if len(looks) > 1 else sentence


def _since(newest: SelfLook, before: SelfLook) -> str:
    earlier = {answer.item_id: answer.share for answer in before.answers.all()}
    moves = [
        answer.share - share
        for answer in newest.answers.all()
        if answer.share is not None and (share := earlier.get(answer.item_id)) is not None
    ]
    up, down = sum(move > 0 for move in moves), sum(move < 0 for move in moves)
    day = date_words(before.on)
    return f"Since {day}: {up} higher, {down} lower, {len(moves) - up - down} the same."


def series(all_looks: Sequence[SelfLook]) -> Chart | None:
    """The share who say yes to each question, oldest first; nothing for fewer than two looks."""
    looks = sorted(all_looks, key=lambda look: look.on)
    if len(looks) < 2:
        return None
    questions: dict[str, dict[int, SelfAnswer]] = {}
    for look in looks:
        for answer in look.answers.all():
            questions.setdefault(short(answer), {})[look.pk] = answer
    return line_chart(
        title="Members who say yes, over time",
        sentence=_since(looks[-1], looks[-2]),
        series=[
            ChartSeries(label, tuple(_point(look, by_look.get(look.pk)) for look in looks))
            for label, by_look in questions.items()
        ],
        unit=WHOLE_PERCENT,
    )


def _point(look: SelfLook, answer: SelfAnswer | None) -> ChartValue:
    label = f"{look.on:%b %Y}"
    share = answer.share if answer is not None else None
    return ChartValue(
        label, None if share is None else 100 * share, note="no answers" if share is None else ""
    )


def newest_picture(look: SelfLook) -> Chart:
    """The newest answers, as parts of those who answered."""
    answers = [answer for answer in look.answers.all() if answer.answered]
    return stacked_bar(
        title=f"The answers of {date_words(look.on)}",
        sentence="; ".join(f"{short(answer)}: {counts_in_words(answer)}" for answer in answers) + ".",
        rows=[
            (short(answer), [100 * part / answer.answered for part in (answer.yes, answer.partly, answer.no)])
            for answer in answers
        ],
        parts=KEY,
        unit=SHARES,
    )


def table(looks: Sequence[SelfLook]) -> PlainTable:
    """Every look, newest first, one column for each question."""
    heads = [short(answer) for answer in looks[0].answers.all()]
    return PlainTable(
        caption="All self-assessments",
        headers=("Day", "Members", *heads),
        rows=[[date_words(look.on), look.members, *(_cell(look, head) for head in heads)] for look in looks],
    )


def _cell(look: SelfLook, head: str) -> str:
    return next(
        (counts_in_words(answer) for answer in look.answers.all() if short(answer) == head), "not asked"
    )


def caution(look: SelfLook) -> str:
    """A caution for the reader: a group judges itself here, which is no measure of how children do."""
    return (
        f"{counted(look.members, 'member')} of {look.group} judge themselves. It shows how they see their own work; "
        "whether children do better is measured by the outcomes."
    )


def rows(looks: Sequence[SelfLook]) -> Iterator[Sequence[object]]:
    """Every answer as a row of a file, after a row of headings."""
    yield (
        "group",
        "day",
        "members",
        "question",
        "yes",
        "in part",
        "not yet",
        "because",
        "next step",
        "invented",
    )
    for look in looks:
        for answer in look.answers.all():
            yield (
                str(look.group), look.on.isoformat(), look.members, answer.item.label, answer.yes, answer.partly, answer.no,
                answer.because, look.next_step, look.invented,
            )  # fmt: skip
