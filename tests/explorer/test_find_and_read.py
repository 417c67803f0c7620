"""Finding an entity, reading what papers say of it, and the evidence behind every line."""

from selenium.webdriver import Keys
from support.explorer_page import Page
from support.explorer_world import ARABIC, EMOJI, HOSTILE, LONELY


def test_the_page_opens_with_the_whole_small_graph_and_says_so(page: Page) -> None:
    assert {"TinyTune", "BigTune", "Lama-7", "ShortTexts"} <= page.nodes
    assert page.status.startswith("11 of 11 entities shown")
    assert frozenset({"TinyTune", "BigTune"}) in page.lines


def test_search_completes_names_and_aliases_and_enter_focuses_the_node(page: Page) -> None:
    assert next(text.split("\n")[0] for text in page.search("tiny tu")) == "TinyTune (tiny tuning)"
    page.press(Keys.ENTER)
    assert page.panel.startswith("TinyTune")
    assert page.find("#found").is_displayed() is False


def test_arrows_move_through_the_results_and_escape_closes_them(page: Page) -> None:
    results = page.search("tune")
    assert [text.split("\n")[0] for text in results[:2]] == ["TinyTune", "BigTune"]
    page.press(Keys.ARROW_DOWN)
    assert page.find("#query").get_attribute("aria-activedescendant") == "hit-1"
    page.press(Keys.ENTER)
    assert page.panel.startswith("BigTune")
    page.search("tune")
    page.press(Keys.ESCAPE)
    assert page.find("#query").get_attribute("aria-expanded") == "false"
    assert page.panel.startswith("BigTune")


def test_a_search_without_result_says_so(page: Page) -> None:
    assert page.search("nothing like it") == ["No entity or paper of this page has that name."]
    page.press(Keys.ENTER)
    assert page.panel == ""


def test_search_ignores_accents_and_finds_papers_by_title(page: Page) -> None:
    assert page.search("tïnytune")[0].startswith("TinyTune")
    page.focus_on("Folding Prompts")
    assert "Paper, 2022-06-30" in page.panel
    assert "PromptFold is based on TinyTune" in page.panel


def test_a_click_on_a_node_shows_all_that_papers_say_of_it(page: Page) -> None:
    page.click_node("TinyTune")
    page.wait_for(lambda: page.panel)
    panel = page.panel
    assert "Method in 3 papers, 2021 to 2024" in panel
    assert "TT" in panel
    assert "tiny tuning" in panel
    assert "introduces 1" in panel
    assert "compares to 1" in panel
    assert "uses 1" in panel
    outperforms = page.script(
        "const h = [...document.querySelectorAll('#panel h4')].find((h) => h.textContent === 'outperforms');"
        "return h.nextElementSibling.textContent"
    )
    assert outperforms == "BigTune2 papers"
    assert "is the basis of" in panel
    assert "PromptFold" in panel
    assert "81.5%" in panel
    assert "hit rate" in panel
    assert "ShortTexts" in panel
    link = page.find("#panel .paper a")
    assert link.get_attribute("href") == "https://arxiv.org/abs/2101.00001"
    assert "noopener" in link.get_attribute("rel")


def test_papers_link_to_their_address_and_never_to_a_script(page: Page) -> None:
    page.focus_on("PromptFold")
    assert page.find("#panel .paper a").get_attribute("href") == "https://example.org/folding"
    page.focus_on("SliceLoss")
    assert page.find("#panel .paper a").get_attribute("href") == "https://doi.org/10.1234/abc.5"
    page.focus_on("WordMask")
    assert page.all("#panel .paper a") == []


def test_a_click_on_a_line_shows_every_claim_with_both_mentions_marked(page: Page) -> None:
    page.click_line("TinyTune", "BigTune")
    page.wait_for(lambda: page.panel)
    assert "2 claims in 2 papers" in page.panel
    assert "In most runs TinyTune beats BigTune by a wide margin." in page.panel
    assert "TinyTune needs less memory than BigTune & wins." in page.panel
    assert "confidence 95 %" in page.panel
    assert "confidence 60 %" in page.panel
    assert page.marks() == ["TinyTune", "BigTune"] * 2
    assert [mark.get_attribute("class") for mark in page.all("#panel mark")[:2]] == ["head", "tail"]


def test_an_alias_in_the_sentence_is_marked_too(page: Page) -> None:
    page.click_line("PromptFold", "TinyTune")
    page.wait_for(lambda: page.panel)
    assert page.marks() == ["PromptFold", "tiny tuning"]


def test_marks_are_right_behind_characters_of_two_units(page: Page) -> None:
    page.focus_on("TinyTune")
    page.button("Lama-7", "#panel").click()
    assert f"We apply TinyTune to {EMOJI}, that is Lama-7." in page.panel
    assert page.marks() == ["TinyTune", "Lama-7"]


def test_a_relation_in_the_details_leads_to_its_evidence(page: Page) -> None:
    page.focus_on("TinyTune")
    page.button("ShortTexts", "#panel li.row").click()
    assert "TinyTune is tested on ShortTexts." in page.panel


def test_a_result_shows_its_evidence_on_a_click(page: Page) -> None:
    page.focus_on("hit rate")
    assert "On ShortTexts TinyTune has" not in page.panel
    page.button("81.5%", "#panel").click()
    assert "On ShortTexts TinyTune has a hit rate of 81.5%." in page.panel
    assert "81.5%" in page.marks()


def test_hostile_text_shows_as_text(page: Page) -> None:
    page.focus_on("SliceLoss")
    assert HOSTILE in page.panel
    page.button(HOSTILE, "#panel").click()
    assert f"SliceLoss is used for {HOSTILE}." in page.panel
    assert HOSTILE in page.marks()
    assert page.script("return window.hacked === undefined")
    assert page.all("#panel img") == []


def test_right_to_left_text_and_emoji_show_as_they_are(page: Page) -> None:
    page.focus_on(ARABIC)
    assert page.panel.startswith("ShortTexts")
    page.focus_on("WordMask")
    assert f"{ARABIC} {EMOJI}" in page.panel
    assert page.find("#panel h2 span").get_attribute("dir") == "auto"


def test_an_entity_without_relations_is_not_an_empty_panel(page: Page) -> None:
    page.focus_on(LONELY)
    assert "No paper states one." in page.panel
    assert f"Nobody relates {LONELY} to anything." in page.panel


def test_pointing_at_a_line_shows_its_best_evidence(page: Page) -> None:
    from selenium.webdriver import ActionChains

    (ax, ay), (bx, by) = page.node_at("TinyTune"), page.node_at("BigTune")
    actions = ActionChains(page.browser, duration=0)
    actions.w3c_actions.pointer_action.move_to_location(
        round(ax * 0.55 + bx * 0.45), round(ay * 0.55 + by * 0.45)
    )
    actions.perform()
    page.wait_for(lambda: page.find("#tip").is_displayed())
    assert "TinyTune outperforms BigTune" in page.find("#tip").text
    assert "by a wide margin" in page.find("#tip").text
