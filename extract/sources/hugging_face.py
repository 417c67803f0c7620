"""Hugging Face paper pages saved as plain text: titles and abstracts in turn, under the page's head.

The layouts differ: with or without the head, with or without blank lines, with the button "Subscribe" glued
to the first title. A line is an abstract by its length and its sentences; the line before an abstract is
its title. Text that was wrapped when it was saved is put together again by its blank lines. A page says
nothing about dates, authors or identifiers. Any other plain text that is laid out like this is read too.
"""

import re
from collections.abc import Iterable, Iterator

from extract.paper import Paper
from extract.sources.base import Found, Malformed, RecordError, Text
from extract.sources.fields import make_paper

_HEAD = re.compile(r"Get trending papers in your email inbox( once a day)?!", re.IGNORECASE)
_BUTTON = re.compile(r"Subscribe", re.IGNORECASE)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# Lines of the page itself: its head, and what its lists show beside a paper.
_PAGE_LINE = re.compile(
    rf"new|subscribe|daily papers|trending papers|by ?AK and the research community|submitted by\W*|upvote|"
    rf"(?:{_MONTHS})[a-z]* \d{{1,2}}(?:, \d{{4}})?|·? ?\d+ authors?|published on .{{5,20}}|[\d.,]+k?|\W*",
    re.IGNORECASE,
)

_LONG = 300
"""Characters from which a line is an abstract whatever it looks like; the longest titles have some 250."""
_LONGISH = 160
"""Characters from which a line is an abstract when it follows a title; longer titles than that are rare."""
_SENTENCE_BREAK = re.compile(r"[a-z0-9)\]%'\"”][.?!] +[A-Z\"“(]")


class HuggingFacePage:
    """Titles and abstracts in turn, as plain text."""

    name = "Hugging Face papers page (plain text)"
    suffixes = (".txt", ".text")

    def recognises(self, head: str) -> bool:
        """The page's own head; or titles and abstracts of which at least every second one makes a pair."""
        if head.lstrip().startswith("<"):
            return False
        if _HEAD.search(head):
            return True
        found = [isinstance(item, Paper) for _, item in _papers(enumerate(head.splitlines(), start=1))]
        return any(found) and 2 * sum(found) >= len(found)

    def read(self, text: Text) -> Iterator[Found]:
        """One paper a title and its abstract."""
        return _papers(text.lines())


def _papers(lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
    title: tuple[int, str] | None = None
    abstract: list[str] = []
    for line, paragraph in _paragraphs(lines):
        waiting = title is not None and not abstract
        if _is_abstract(paragraph) or (waiting and len(paragraph) >= _LONGISH):
            if title is None:
                yield line, Malformed("an abstract without a title before it")
            else:
                abstract.append(paragraph)  # a further paragraph belongs to the same abstract
        else:
            if title is not None:
                yield _paper(title, abstract)
            title, abstract = (line, paragraph), []
    if title is not None:
        yield _paper(title, abstract)


def _paper(title: tuple[int, str], abstract: list[str]) -> Found:
    line, words = title
    if not abstract:
        return line, Malformed(f"a title without an abstract after it: {words[:60]}")
    try:
        return line, make_paper(title=words, abstract=" ".join(abstract))
    except RecordError as error:
        return line, Malformed(str(error))


def _is_abstract(paragraph: str) -> bool:
    if len(paragraph) >= _LONG:
        return True
    ended = paragraph.endswith((".", ".)", '."', ".”"))
    sentences = len(_SENTENCE_BREAK.findall(paragraph)) + ended
    return sentences >= 2 or (ended and len(paragraph.split()) >= 20)


def _paragraphs(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The page's paragraphs with the line where each starts, without the lines of the page itself."""
    own = list(_without_page_lines(lines))
    wrapped = any(not line for _, line in own) and all(len(line) < _LONG for _, line in own)
    if not wrapped:
        yield from ((number, line) for number, line in own if line)
        return
    block: list[str] = []
    start = 0
    for number, line in [*own, (0, "")]:
        if line:
            start = start if block else number
            block.append(line)
        elif block:
            yield start, " ".join(block)
            block = []


def _without_page_lines(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    after_head = False
    for number, raw in lines:
        line = raw.strip()
        while match := _HEAD.match(line):
            after_head = True
            line = line[match.end() :].strip()
        if after_head and line:
            if button := _BUTTON.match(line):
                line = line[button.end() :].strip()
            after_head = False
        yield number, "" if _PAGE_LINE.fullmatch(line) else line
