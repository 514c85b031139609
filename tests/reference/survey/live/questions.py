"""What R is asked of each design."""

from tests.reference.survey.live.drawn import Drawn

SHARES = (0.1, 0.25, 0.5, 0.9)
GROUPS = ("a", "b", "c")


def domains(drawn: Drawn) -> dict[tuple[str, str], str]:
    """Groups that have somebody, by their values ("" is all), as R's conditions."""
    found = {("", ""): "TRUE"}
    for g, h in (*((g, "") for g in GROUPS), ("", "yes"), ("b", "no"), ("c", "yes")):
        chosen = {k: v for k, v in (("g", g), ("h", h)) if v}
        rows = drawn.frame
        for key, value in chosen.items():
            rows = rows[rows[key] == value]
        if len(rows):
            found[g, h] = " & ".join(f'{key} %in% "{value}"' for key, value in chosen.items())
    return found


def questions(drawn: Drawn) -> str:
    """R's lines for one design."""
    lines = [drawn.opening()]

    def ask(question: str, expression: str) -> None:
        lines.append(f'answer("{drawn.name}", "{question}", {expression})')

    shares = f"c({', '.join(map(str, SHARES))})"
    for (g, h), condition in domains(drawn).items():
        lines.append(f"sub <- subset(des, {condition})")
        ask(f"share y {g} {h}", 'share(sub, "y")')
        if g in ("", "a") and not h:
            ask(f"share rare {g} ", 'share(sub, "rare")')
            ask(f"replaced {g}", "replaced(sub)")
            ask(f"ratio effects {g} ", 'ratio_effects(sub, "score", "x")')
        ask(f"mean score {g} {h}", 'number(svymean, sub, "score")')
        ask(f"total score {g} {h}", 'number(svytotal, sub, "score")')
        ask(f"ratio {g} {h}", 'ratio(sub, "score", "x")')
        if not g or h:
            ask(f"quantiles {g} {h}", f'quartiles(sub, "score", {shares}, smallest_reaching)')
    ask("quantiles all", 'quartiles(des, "score", 0.5)')
    if drawn.frame["y"].notna().all():
        ask("modelled y", 'modelled(des, "y")')
    for a, b in (("y", "g"), ("g", "h"), ("rare", "h")):
        ask(f"related {a} {b}", f'related(des, "{a}", "{b}")')
    for y in ("score", "y"):
        ask(f"compared {y}", f'compared(des, "{y}", "h", "no")')
        for g in ("b", "c"):
            condition = f'g %in% c("a", "{g}")'
            ask(f"compared {y} {g}", f'compared(subset(des, {condition}), "{y}", "g", "a")')
    for g in ("b", "c"):
        ask(f"contrast mean {g}", f'contrast(svymean, des, "score", "g", "{g}", "a")')
        ask(f"contrast total {g}", f'contrast(svytotal, des, "score", "g", "{g}", "a")')
        ask(f"contrast ratio {g}", f'contrast(svyratio, des, "score", "g", "{g}", "a", denominator = ~x)')
    return "\n".join(lines)
