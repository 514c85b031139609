"""Property tests draw the same examples on every run; `make search` looks wider, with new ones each time.

A run that passes once then passes twice, in CI as at a desk. A failure that `make search` finds can be seen again with
the seed that it prints (`make search SEED=…`), and belongs in the tests as an `@example`.
"""

from hypothesis import HealthCheck, settings

USUAL = 100
WIDER = 20

settings.register_profile(
    "same",
    max_examples=USUAL,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "search",
    max_examples=USUAL * WIDER,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def examples(usually: int) -> settings:
    """Settings for a property whose examples are dear: so many of them, and as many times more in a wide search."""
    return settings(max_examples=usually * settings.default.max_examples // USUAL)
