"""A small graph of papers that do not exist, known by hand, with text that a careless page would stumble over."""

import datetime

from kg.graph import Graph, NodeKey, Properties, RelationshipKey
from kg.schema import PAPER, RESULT

HOSTILE = '</script><script>window.hacked = 1</script> <img src=x onerror="window.hacked = 2"> & "quotes"'
ARABIC = "ترجمة النصوص القصيرة"
EMOJI = "🦙 llamas and 👩‍🔬 scientists"

METHODS = ("TinyTune", "BigTune", "PromptFold", "SliceLoss", "WordMask")
LONELY = "UnrelatedMethod"


class World:
    """Builds a graph one statement at a time."""

    def __init__(self) -> None:
        self.graph = Graph()
        self._results = 0

    def paper(self, id_: str, title: str, date: str | None = None, url: str | None = None) -> None:
        """Add a paper."""
        day = datetime.date.fromisoformat(date) if date else None
        self.graph.nodes[NodeKey(PAPER, id_)] = {
            "id": id_,
            "title": title,
            "abstract": "",
            "date": day,
            "url": url,
        }

    def entity(self, label: str, name: str, *aliases: str, confidence: float = 0.9) -> NodeKey:
        """Add an entity."""
        key = self.key(label, name)
        self.graph.nodes[key] = {
            "id": key.id,
            "name": name,
            "type": label,
            "aliases": list(aliases),
            "keys": [text.lower() for text in (name, *aliases)],
            "papers": 0,
            "introduced": 0,
            "confidence": confidence,
        }
        return key

    @staticmethod
    def key(label: str, name: str) -> NodeKey:
        """The key of an entity."""
        return NodeKey(label, f"{label.lower()}:{name.lower().replace(' ', '-')}")

    def role(
        self, paper: str, kind: str, entity: NodeKey, sentence: str = "", confidence: float = 0.9
    ) -> None:
        """A paper does something with an entity."""
        name = self.graph.nodes[entity]["name"]
        properties: Properties = {
            "surface": name,
            "mentions": 1,
            "sentence": sentence,
            "confidence": confidence,
        }
        self._relate(kind, NodeKey(PAPER, paper), entity, paper, properties)
        entities = {
            key.paper for key in self.graph.relationships if key.end == entity and key.start.label == PAPER
        }
        self.graph.nodes[entity]["papers"] = len(entities)

    def claim(
        self, paper: str, head: NodeKey, kind: str, tail: NodeKey, sentence: str, confidence: float = 0.8
    ) -> None:
        """A paper claims a relation; it thereby mentions both."""
        surfaces = {
            "head_surface": self.graph.nodes[head]["name"],
            "tail_surface": self.graph.nodes[tail]["name"],
        }
        self._relate(kind, head, tail, paper, {"sentence": sentence, "confidence": confidence, **surfaces})

    def result(
        self, paper: str, system: NodeKey, dataset: NodeKey, metric: NodeKey, value: str, sentence: str
    ) -> None:
        """A paper reports a number."""
        self._results += 1
        key = NodeKey(RESULT, f"{paper}:{self._results}")
        number = float(value.strip("%+"))
        self.graph.nodes[key] = {
            "id": key.id, "value": value, "number": number, "unit": "%", "gain": value.startswith("+"),
            "paper": paper, "sentence": sentence, "confidence": 0.7,
        }  # fmt: skip
        self._relate("REPORTS", NodeKey(PAPER, paper), key, paper, {})
        for kind, end in (("RESULT_OF", system), ("RESULT_ON", dataset), ("RESULT_IN", metric)):
            self._relate(kind, key, end, paper, {})

    def _relate(self, kind: str, start: NodeKey, end: NodeKey, paper: str, properties: Properties) -> None:
        self.graph.relationships[RelationshipKey(kind, start, end, paper)] = {"paper": paper, **properties}


def small_world() -> Graph:
    """Eleven entities in five papers of 2021 to 2024 (one without a date)."""
    world = World()
    world.paper("2101.00001", "TinyTune: Tuning a Tenth of the Weights", "2021-01-15")
    world.paper("2206.00002", "Folding Prompts", "2022-06-30", "https://example.org/folding")
    world.paper("10.1234/abc.5", HOSTILE, "2023-03-01", "javascript:window.hacked=3")
    world.paper("undated", f"{ARABIC} {EMOJI}")
    world.paper("2405.00004", "Everything Compared", "2024-05-20")
    tiny, big, fold, loss, mask = (
        world.entity("Method", name, *aliases)
        for name, aliases in zip(
            METHODS, (["TT", "tiny tuning"], [], ["prompt folding"], [], []), strict=True
        )
    )
    llama = world.entity("Model", "Lama-7", EMOJI)
    data = world.entity("Dataset", "ShortTexts", ARABIC)
    task = world.entity("Task", "topic labelling")
    metric = world.entity("Metric", "hit rate", confidence=0.5)
    hostile = world.entity("Task", HOSTILE)
    world.role("undated", "MENTIONS", world.entity("Method", LONELY), f"Nobody relates {LONELY} to anything.")
    world.role("2101.00001", "INTRODUCES", tiny, "We present TinyTune.")
    world.role("2405.00004", "COMPARES_TO", tiny, "TinyTune is one of our baselines.")
    world.role("2206.00002", "USES", tiny, "We start from tiny tuning.")
    world.role("2405.00004", "STUDIES", big)
    world.role("2206.00002", "INTRODUCES", fold)
    world.role("10.1234/abc.5", "INTRODUCES", loss)
    world.role("undated", "INTRODUCES", mask)
    world.role("undated", "USES", llama)
    world.role("2101.00001", "USES", llama)
    world.role("2101.00001", "EVALUATES_ON", data)
    world.role("2405.00004", "ADDRESSES", task)
    world.role("2405.00004", "USES", metric)
    world.role("10.1234/abc.5", "ADDRESSES", hostile)
    world.claim(
        "2405.00004", tiny, "OUTPERFORMS", big, "In most runs TinyTune beats BigTune by a wide margin.", 0.95
    )
    world.claim(
        "2101.00001", tiny, "OUTPERFORMS", big, "TinyTune needs less memory than BigTune & wins.", 0.6
    )
    world.claim("2101.00001", tiny, "APPLIED_TO", llama, f"We apply TinyTune to {EMOJI}, that is Lama-7.")
    world.claim("2206.00002", fold, "BASED_ON", tiny, "PromptFold extends tiny tuning.", 0.9)
    world.claim("2101.00001", tiny, "EVALUATED_ON", data, "TinyTune is tested on ShortTexts.")
    world.claim("2405.00004", data, "BENCHMARK_FOR", task, "ShortTexts measures topic labelling.")
    world.claim(
        "2405.00004", task, "MEASURED_BY", metric, "For topic labelling the hit rate is reported.", 0.3
    )
    world.claim("10.1234/abc.5", loss, "USED_FOR", hostile, f"SliceLoss is used for {HOSTILE}.")
    world.claim("10.1234/abc.5", loss, "PART_OF", big, "SliceLoss is a part of BigTune.")
    world.claim("undated", mask, "PART_OF", loss, f"WordMask is a step of SliceLoss ({ARABIC}).")
    world.result("2405.00004", tiny, data, metric, "81.5%", "On ShortTexts TinyTune has a hit rate of 81.5%.")
    return world.graph


def large_world(groups: int = 12, size: int = 25) -> Graph:
    """Groups of methods around a model each, and a hub in every paper; more than a picture should open with."""
    world = World()
    hub = world.entity("Model", "ubiquitous model")
    for group in range(groups):
        centre = world.entity("Method", f"centre {group}")
        for number in range(size):
            paper = f"{group:02}{number:02}"
            world.paper(
                paper, f"Paper {number} of group {group}", f"20{10 + group:02}-{1 + number % 12:02}-01"
            )
            leaf = world.entity("Task" if number % 3 else "Dataset", f"leaf {group} {number}")
            for entity in (hub, centre, leaf):
                world.role(paper, "USES", entity)
            kind, sentence = (
                ("EVALUATED_ON", "is tested on") if leaf.label == "Dataset" else ("USED_FOR", "serves")
            )
            world.claim(paper, centre, kind, leaf, f"centre {group} {sentence} leaf {group} {number}.")
            if number < 3:
                world.claim(
                    paper, centre, "APPLIED_TO", hub, f"centre {group} is applied to the ubiquitous model."
                )
    return world.graph
