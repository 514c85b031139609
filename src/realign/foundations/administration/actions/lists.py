"""The partnership’s own words: what it calls those that come with the product, and words of its own."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from realign.foundations.administration.rules import check_label_free, check_some_word_is_offered
from realign.foundations.partnerships.models import ListWord
from realign.foundations.partnerships.queries import forget_words, list_words
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.registry import WordList
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor

MANAGE = "partnership.manage"


@transaction.atomic
def create_word(*, by: Actor, word_list: WordList, label: str, position: int) -> ListWord:
    """A word of the partnership’s own. Refuses one that the list holds already."""
    check_may(by, MANAGE)
    forget_words()
    words = list_words(by.partnership.pk, word_list.slug)
    check_label_free(label, list(words.values()))
    stem = slugify(label)[:17].strip("-") or "word"
    codes = (stem, *(f"{stem}-{number}" for number in range(2, 100)))
    return create_record(
        ListWord,
        by=by,
        list_slug=word_list.slug,
        code=next(code for code in codes if code not in words),
        label=label,
        position=position,
    )


@transaction.atomic
def change_word(*, by: Actor, word: ListWord, revision: int, **values: Any) -> ListWord:
    """Call a word something else, move it, or offer it no more; records that hold it show it as it is now called."""
    check_may(by, MANAGE)
    forget_words()
    words = list_words(by.partnership.pk, word.list_slug)
    others = [other for other in words.values() if other.code != word.code]
    check_label_free(values["label"], others)
    check_some_word_is_offered([values["is_offered"], *(other.is_offered for other in others)])
    saved = words[word.code]
    if saved.pk is None:
        return create_record(
            ListWord, by=by, verb="changed", list_slug=word.list_slug, code=word.code, **values
        )
    change_record(saved, by=by, revision=revision, **values)
    forget_words()
    return saved
