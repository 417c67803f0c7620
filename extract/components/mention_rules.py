"""Rules for mentions, kept as data: a name between two cues, such as "we propose X, a ... framework".

``extract/patterns/mention_rules.jsonl`` has one rule a line: a label, and token patterns of spaCy's Matcher before
and after the name. A rule does not decide. Its match is a candidate and a feature of the surface, which
``kg_mentions`` weighs against the tagger's scores with weights learnt from annotations: where a rule and the tagger
disagree, the one that was right more often in such cases wins.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

RULES = Path(__file__).parent.parent / "patterns" / "mention_rules.jsonl"
# A name is written with capitals or digits; hyphens and the like join its parts.
NAME: list[dict[str, Any]] = [
    {"TEXT": {"REGEX": r"^[A-Za-z]*[A-Z0-9][A-Za-z0-9.+]*$"}},
    {"TEXT": {"REGEX": r"^([A-Za-z]*[A-Z0-9][A-Za-z0-9.+]*|-|\+|/)$"}, "OP": "{0,7}"},
]

Doc.set_extension("rule_matches", default=(), force=True)


@cache
def read_rules(path: Path = RULES) -> tuple[dict[str, Any], ...]:
    """The rules of a file."""
    return tuple(srsly.read_jsonl(path))


class MentionRules:
    """spaCy component: sets ``doc._.rule_matches``, (first token, token after the last, label)."""

    def __init__(self, vocab: Vocab, rules: Iterable[dict[str, Any]]) -> None:
        self.matcher = Matcher(vocab)
        self.labels: dict[int, tuple[str, int, int]] = {}
        for number, rule in enumerate(rules):
            key = f"rule {number}"
            self.matcher.add(key, [[*rule["before"], *NAME, *rule["after"]]], greedy="LONGEST")
            first = len(rule["before"])
            self.labels[vocab.strings[key]] = (rule["label"], first, first + len(NAME))

    def __call__(self, doc: Doc) -> Doc:
        """Match the rules."""
        found = set()
        matches: Any = self.matcher(doc, with_alignments=True)
        for key, start, _, alignment in matches:
            label, low, high = self.labels[key]
            name = [start + offset for offset, pattern in enumerate(alignment) if low <= pattern < high]
            while name and not doc[name[-1]].text[-1].isalnum():
                name.pop()
            if name:
                found.add((name[0], name[-1] + 1, label))
        doc._.rule_matches = tuple(sorted(found))
        return doc


@Language.factory("kg_mention_rules", assigns=["doc._.rule_matches"])
def create_mention_rules(nlp: Language, name: str) -> MentionRules:
    """The component with the shipped rules."""
    return MentionRules(nlp.vocab, read_rules())
