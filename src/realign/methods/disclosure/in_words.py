"""What a set of rules does, sentence by sentence, for people who choose one or judge what came of it."""

from __future__ import annotations

from .profiles import Profile, Zeros


def rules_in_words(rules: Profile) -> tuple[str, ...]:
    """The rules of a profile as plain sentences.

    >>> from .profiles import profile
    >>> rules_in_words(profile("fewer-than-5"))[0]
    'A count of 1 to 4 is hidden; a nought is shown.'
    """
    nought = "a nought is hidden too" if rules.zeros is Zeros.HIDE else "a nought is shown"
    said = [f"A count of 1 to {rules.threshold - 1} is hidden; {nought}."]
    if rules.same_answer:
        said.append(
            "A group in which everybody gave the same answer is hidden, because the figure would tell it."
        )
    said.append(
        "Further numbers are hidden until nobody, with every total and every earlier table in hand, could narrow a "
        f"hidden count to a range of {rules.wider_than:g} or less."
    )
    if rules.dominance_n:
        said.append(
            f"An amount is hidden when its {rules.dominance_n} largest contributors hold "
            f"{rules.dominance_k:.0%} of it or more."
        )
    if rules.p_percent:
        said.append(
            f"An amount is hidden when its second largest contributor could work out the largest "
            f"to within {rules.p_percent:.0%}."
        )
    if rules.minimum_for_means:
        said.append(
            f"Means, medians and other averages of fewer than {rules.minimum_for_means} people are hidden."
        )
    if rules.round_to:
        said.append(f"Counts that are shown are rounded to {rules.round_to}.")
    elif rules.rounding_offered:
        said.append(f"Counts may be rounded to {rules.rounding_offered}, if that is asked for.")
    return tuple(said)
