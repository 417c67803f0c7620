"""Narrowing the picture, going around in it, and finding the way between two entities."""

from selenium.webdriver import Keys
from support.explorer_page import Page
from support.explorer_world import HOSTILE


def test_the_legend_counts_what_the_picture_holds(page: Page) -> None:
    legend = page.legend()
    assert legend["Method"] == 6
    assert legend["Model"] == 1
    assert legend["outperforms"] == 1
    assert legend["is part of"] == 2
    assert "is compared with" not in legend


def test_a_type_is_switched_off_and_on_again(page: Page) -> None:
    page.toggle("Dataset")
    assert "ShortTexts" not in page.nodes
    assert page.legend()["Dataset"] == 1
    assert "filtered" in page.status
    page.toggle("Dataset")
    assert "ShortTexts" in page.nodes
    assert "filtered" not in page.status


def test_a_relation_is_switched_off_and_the_others_stay(page: Page) -> None:
    page.toggle("outperforms")
    assert frozenset({"TinyTune", "BigTune"}) not in page.lines
    assert frozenset({"PromptFold", "TinyTune"}) in page.lines
    assert {"TinyTune", "BigTune"} <= page.nodes


def test_only_leaves_one_type_and_reset_brings_all_back(page: Page) -> None:
    before = page.nodes
    page.script("document.querySelector('.toggle[data-name=\"Task\"] .only').click()")
    assert page.nodes == {"topic labelling", HOSTILE}
    page.find("#reset").click()
    assert page.nodes == before


def test_papers_are_nodes_on_request(page: Page) -> None:
    page.toggle("Paper")
    assert {"Folding Prompts", HOSTILE} <= page.nodes
    assert frozenset({"Folding Prompts", "PromptFold"}) in page.lines
    assert "5 of 5 papers" in page.status
    assert "paper introduces" in page.legend()


def test_the_confidence_slider_hides_what_is_less_certain(page: Page) -> None:
    page.slide("#confidence", 8)
    assert page.find('output[for="confidence"]').text == "0.40"
    assert frozenset({"topic labelling", "hit rate"}) not in page.lines
    assert frozenset({"TinyTune", "BigTune"}) in page.lines
    page.slide("#confidence", 3)
    assert "hit rate" not in page.nodes


def test_the_paper_sliders_keep_what_enough_papers_name(page: Page) -> None:
    page.slide("#node-papers", 1)
    assert page.nodes == {"TinyTune", "Lama-7"}
    page.find("#reset").click()
    page.slide("#edge-papers", 1)
    assert page.lines == {frozenset({"TinyTune", "BigTune"})}


def test_a_date_range_keeps_the_claims_of_its_papers(page: Page) -> None:
    assert page.find('output[for="from to"]').text == "2021-01 to 2024-05"
    page.slide("#from", 1)
    assert "2022-06" in page.find('output[for="from to"]').text
    page.slide("#to", -1)
    assert page.nodes == {"TinyTune", "PromptFold", "SliceLoss", HOSTILE}
    page.click_node("TinyTune")
    page.wait_for(lambda: page.panel)
    assert "is the basis of" in page.panel
    assert "outperforms" not in page.panel


def test_filters_that_let_nothing_through_say_so_and_offer_the_way_back(page: Page) -> None:
    for name in ("Method", "Model", "Dataset", "Task", "Metric"):
        page.toggle(name)
    assert page.nodes == set()
    assert "Nothing fits these filters." in page.find("#nothing").text
    page.find("#nothing button").click()
    assert len(page.nodes) == 11


def test_entities_without_a_relation_can_be_hidden(page: Page) -> None:
    assert "UnrelatedMethod" in page.nodes
    page.find("#hide-alone").click()
    assert "UnrelatedMethod" not in page.nodes


def test_a_neighbourhood_grows_with_its_depth_and_back_leads_back(page: Page) -> None:
    whole = page.nodes
    page.focus_on("PromptFold")
    page.button("Neighbourhood", "#panel").click()
    assert page.nodes == {"PromptFold", "TinyTune"}
    page.find('[data-depth="2"]').click()
    assert page.nodes == {"PromptFold", "TinyTune", "BigTune", "Lama-7", "ShortTexts"}
    page.find('[data-depth="3"]').click()
    assert "SliceLoss" in page.nodes
    assert "topic labelling" in page.nodes
    assert "WordMask" not in page.nodes
    page.find("#back").click()
    page.wait_for(lambda: page.nodes == {"PromptFold", "TinyTune", "BigTune", "Lama-7", "ShortTexts"})
    page.find("#home").click()
    assert page.nodes == whole


def test_a_double_click_opens_the_neighbourhood(page: Page) -> None:
    page.click_at(*page.node_at("PromptFold"), times=2)
    page.wait_for(lambda: page.nodes == {"PromptFold", "TinyTune"})


def test_the_shortest_path_comes_with_its_evidence(page: Page) -> None:
    page.focus_on("PromptFold")
    page.button("Path to …", "#panel").click()
    page.find("#path-query").send_keys("wordm")
    page.press(Keys.ENTER)
    assert page.nodes == {"PromptFold", "TinyTune", "BigTune", "SliceLoss", "WordMask"}
    assert "Shortest path: 4 steps" in page.panel
    for sentence in (
        "PromptFold extends tiny tuning.",
        "In most runs TinyTune beats BigTune by a wide margin.",
        "SliceLoss is a part of BigTune.",
        "WordMask is a step of SliceLoss",
    ):
        assert sentence in page.panel


def test_a_path_between_two_clicked_nodes(page: Page) -> None:
    page.click_node("Lama-7")
    page.wait_for(lambda: page.panel)
    page.click_node("BigTune", shift=True)
    page.wait_for(lambda: "Shortest path: 2 steps" in page.panel)


def test_a_path_keeps_to_the_filters(page: Page) -> None:
    page.toggle("outperforms")
    page.focus_on("PromptFold")
    page.button("Path to …", "#panel").click()
    page.find("#path-query").send_keys("BigTune")
    page.press(Keys.ENTER)
    assert "Nothing that the filters let through joins the two." in page.panel


def test_a_large_graph_opens_with_its_most_important_part(large: Page) -> None:
    assert large.status.startswith("60 of 313 entities shown")
    assert len(large.nodes) == 60
    # Every group's centre is there; what is in every paper takes no place of theirs.
    assert {f"centre {group}" for group in range(12)} <= large.nodes


def test_search_brings_in_what_is_not_shown_with_its_neighbours(large: Page) -> None:
    name = next(f"leaf {g} {n}" for g in range(12) for n in range(25) if f"leaf {g} {n}" not in large.nodes)
    assert "not shown" in large.search(name)[0]
    large.press(Keys.ENTER)
    assert name in large.nodes
    assert large.panel.startswith(name)
    assert frozenset({name, f"centre {name.split()[1]}"}) in large.lines
    assert large.status.startswith("61 of 313")


def test_nodes_do_not_lie_on_each_other(large: Page) -> None:
    large.focus_on(
        next(f"leaf {g} {n}" for g in range(12) for n in range(25) if f"leaf {g} {n}" not in large.nodes)
    )
    places = large.script(
        "return [...explorer.shown.visible].map((n) => explorer.network.getPositions([n])[n])"
    )
    gaps = [
        ((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5
        for i, a in enumerate(places)
        for b in places[:i]
    ]
    assert min(gaps) > 25


def test_communities_have_colours_and_are_named_by_their_central_nodes(large: Page) -> None:
    large.find('input[value="community"]').click()
    names = [item.text for item in large.all("#communities button")]
    assert len(names) >= 5
    assert all(name.startswith("centre") for name in names)


def test_nothing_moves_after_the_page_has_opened(large: Page) -> None:
    positions = "return JSON.stringify(explorer.network.getPositions())"
    before = large.script(positions)
    large.script("explorer.network.redraw()")
    assert large.script("return explorer.network.physics.physicsEnabled") is False
    assert large.script(positions) == before
