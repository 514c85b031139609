"""Template filters for numbers, money and dates; the arithmetic of words is in `design.words`."""

from django import template

from realign.foundations.design import words

register = template.Library()

for function in (
    words.money,
    words.money_exact,
    words.percent,
    words.number,
    words.number_words,
    words.plural,
    words.counted,
    words.date_words,
    words.moment_words,
    words.report_year,
    words.within,
):
    register.filter(function.__name__, function)
