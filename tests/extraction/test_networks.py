"""The networks that users run in NumPy compute what was trained in PyTorch."""

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the train extra (PyTorch): pip install '.[train]'")

from extract.components.mention_tagger import MentionTagger  # noqa: E402
from extract.network import EncoderSizes, places  # noqa: E402
from extract.pipeline import load_pipeline  # noqa: E402
from extract.structure import (  # noqa: E402
    TOKEN_CLASSES,
    StructureNetwork,
    StructureSizes,
    structure_batch,
)
from extract.training.reading import load, read_structure, save  # noqa: E402
from extract.training.structure import (  # noqa: E402
    StructureModule,
    make_tokenizer,
    structure_example,
    token_states,
)
from extract.training.tagger import Lexicon, TaggerModule  # noqa: E402

SIZES = EncoderSizes(
    width=24, dilations=(1, 2), memory_after=(0,), rows=(50, 20, 20, 20), dimensions=(8, 4, 4, 4)
)
RECORDS = [
    {
        "title": "GraftNet prunes vision transformers",
        "abstract": "GraftNet beats DynamicViT by 2.5% on ImageNet. GraftNet is fast.",
        "entities": [
            ["GraftNet", "Method", "introduces"],
            ["vision transformers", "Model", "uses"],
            ["DynamicViT", "Method", "compares_to"],
            ["ImageNet", "Dataset", "evaluates_on"],
        ],
        "relations": [["GraftNet", "OUTPERFORMS", "DynamicViT"]],
        "results": [["GraftNet", "ImageNet", None, "2.5%"]],
    },
    {
        "title": "Short",
        "abstract": "BERT is used.",
        "entities": [["BERT", "Model", "uses"]],
        "relations": [],
        "results": [],
    },
]


@pytest.fixture(scope="module")
def examples():
    tokenizer = make_tokenizer()
    return [structure_example(record, tokenizer) for record in RECORDS]


def arrays(module):
    return {name: value.detach().numpy() for name, value in module.state_dict().items()}


def inputs(examples, sizes):
    vocab = load_pipeline().vocab
    lexicon = Lexicon(sizes, vocab.vectors)
    words = [lexicon.numbers(example.paper.words) for example in examples]
    lexicon.finish()
    return lexicon.batch(words, [places(example.paper.words) for example in examples])


def test_the_tagger_is_the_same(examples):
    torch.manual_seed(0)
    vocab = load_pipeline().vocab
    module = TaggerModule(SIZES, vocab.vectors.shape[1]).eval()
    tagger = MentionTagger(vocab, "tagger", SIZES, arrays(module))
    with torch.no_grad():
        expected = torch.log_softmax(module(inputs(examples, SIZES)), -1).numpy()
    for row, (_, scores) in enumerate(tagger.read([list(example.paper.words) for example in examples])):
        np.testing.assert_allclose(scores, expected[row, : len(scores)], atol=2e-3)


@pytest.mark.parametrize("states", [0, 5])
def test_the_reader_of_structure_is_the_same(examples, states):
    torch.manual_seed(0)
    vocab = load_pipeline().vocab
    encoder = replace(SIZES, extra=TOKEN_CLASSES, states=states)
    sizes = StructureSizes(encoder, entity=16, hidden=16, product=8)
    module = StructureModule(sizes, vocab.vectors.shape[1]).eval()
    rng = np.random.default_rng(0)
    papers = [
        replace(example.paper, states=rng.normal(size=(len(example.paper.words), states)).astype(np.float32))
        for example in examples
    ]
    batch = structure_batch(papers)
    given = inputs(examples, encoder) | ({"states": token_states(papers)} if states else {})
    with torch.no_grad():
        roles, relations, results, nothing = module(batch, given)
    _, scores = StructureNetwork(sizes, arrays(module), vocab.vectors)(papers)
    np.testing.assert_allclose(scores.roles, torch.softmax(roles, -1).numpy(), atol=2e-3)
    allowed = scores.relations > 0
    np.testing.assert_allclose(
        scores.relations[allowed], torch.sigmoid(relations).numpy()[allowed], atol=2e-3
    )
    fitting = np.isfinite(scores.results)
    np.testing.assert_allclose(scores.results[fitting], results.numpy()[fitting], atol=2e-3)
    np.testing.assert_allclose(scores.nothing, nothing.numpy(), atol=2e-3)


def test_a_reader_learns_from_what_pipelines_read(tmp_path):
    texts = [f"{record['title']}\n{record['abstract']}" for record in RECORDS] + ["Nothing here.\nOf course."]
    read = list(read_structure([load_pipeline()] * 2, texts))
    save(read, tmp_path / "read")
    loaded = list(load(tmp_path / "read"))
    assert [example.results for example in loaded] == [example.results for example in read]
    for example, again in zip(read, loaded, strict=True):
        assert list(again.paper.words) == list(example.paper.words)
        np.testing.assert_array_equal(again.soft.relations, example.soft.relations)
        np.testing.assert_allclose(again.soft.roles.sum(1), 1, atol=2e-3)
        batch = structure_batch([again.paper])
        assert len(again.soft.relations) == len(batch.pairs.source)
