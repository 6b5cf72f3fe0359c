"""What leaves in a format of another program comes back: everything, but for what docs/formats.md says is lost."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.records import Value, slug
from graph.network.facts import Actor, Fact, Project, Report, Source
from graph.network.money import Grant
from graph.network.network import StakeholderNetwork
from graph.network.reading import read_network
from graph.network.view import View
from graph.store.ladybug import LadybugStore
from loaders.catalogue import choose, find_loaders
from loaders.files.sample import Sample
from loaders.recognition import why_unknown
from loaders.run import read_files
from tests.loaders.exchanged import FORMATS, facts, returned, told, written
from tests.loading import load_into
from viz.exports import exports

WHOLE = tuple(each for each in FORMATS if each != "followthemoney")
LOADER = {each: each for each in FORMATS} | {"kumu-xlsx": "kumu"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StakeholderNetwork]:
    store = LadybugStore(tmp_path_factory.mktemp("demo") / "graph")
    load_into(store)
    yield read_network(store).of(View())
    store.close()


@pytest.mark.parametrize("format", FORMATS)
def test_only_its_loader_recognises_a_file(format: str, demo: StakeholderNetwork, tmp_path: Path) -> None:
    file = written(demo, format, tmp_path)
    recognising = [name for name, entry in find_loaders().items() if entry.loader.recognises(Sample(file))]
    assert [name for name in recognising if name != "spreadsheet"] == [LOADER[format]]
    # before the spreadsheet, which goes by suffix
    assert choose(find_loaders(), None, Sample(file)).name == LOADER[format]


@pytest.mark.parametrize("format", ["json", "xlsx", "svg", "html"])
def test_no_graph_loader_recognises_other_exports(format: str, demo: StakeholderNetwork, tmp_path: Path) -> None:
    file = tmp_path / f"demo{exports()[format].SUFFIX}"
    file.write_bytes(exports()[format].render(demo) if format in ("json", "xlsx") else b"<svg/>")
    assert not [name for name in LOADER.values() if find_loaders()[name].loader.recognises(Sample(file))]


@pytest.mark.parametrize("format", [*FORMATS, "xlsx"])
def test_what_each_recipient_gets_comes_back(format: str, tmp_path: Path) -> None:
    """Of two datasets that tell of one grant the larger counts, and stays the sum when both are loaded as one."""
    names = {"u": "Utbildning AB", "v": "Verkstad AB", "f": "Fonden", "g": "Andra fonden"}
    actors = {slug(name): Actor(slug(name), name) for name in names.values()}
    u, v, f, g = actors

    numbers = count()

    def report(dataset: str, amount: float | None, recipient: str | None = None) -> Report:
        grant = Grant(amount, "SEK", recipient) if amount else None
        return Report(f"{dataset}│{next(numbers)}", dataset, "x/källa", None, f"s. {dataset}", "asserted", grant)

    small, cited = report("a", 5e6), report("b", None)
    shares = report("b", 6e6, u), report("b", 1_000_000.25, v), report("b", 1_000_000.25, v)
    paid = Fact("FUNDS", f, "x:p", (small, cited, *shares)).with_money()
    other = Fact("FUNDS", g, "x:p", (report("b", 30.5),)).with_money()
    ties = tuple(Fact("PARTICIPATES_IN", actor, "x:p", (cited,), discriminator="partner") for actor in (u, v))
    source = {"x/källa": Source("x/källa", "Källa")}
    projects = {"x:p": Project("x:p", "P")}
    network = StakeholderNetwork(1, View(), actors, projects, {}, {}, source, (paid, other, *ties))
    back = returned(written(network, format, tmp_path, "x"), dataset="x")
    amounts = {
        fact.start: (fact.amount, {part.recipient: part.amount for part in fact.parts}) for fact in back.fundings
    }
    assert amounts == {f: (8_000_000.5, {u: 6e6, v: 2_000_000.5}), g: (30.5, {None: 30.5})}
    assert {fact.start: len(fact.reports) for fact in back.fundings} == {f: 5, g: 1}


@pytest.mark.parametrize("format", WHOLE)
def test_the_demo_comes_back_whole(format: str, demo: StakeholderNetwork, tmp_path: Path) -> None:
    network = returned(written(demo, format, tmp_path))
    assert network.actors == demo.actors
    assert network.projects == demo.projects
    assert network.themes == demo.themes
    assert network.places == demo.places
    assert facts(network) == facts(demo)
    assert {id: network.sources[id] for id in demo.sources} == dict(demo.sources)


@pytest.mark.parametrize("format", FORMATS)
def test_loading_the_same_file_twice_changes_nothing(format: str, demo: StakeholderNetwork, tmp_path: Path) -> None:
    file = written(demo, format, tmp_path)
    store = LadybugStore(tmp_path / "graph")
    assert load_into(store, file).changed
    assert not load_into(store, file).changed
    store.close()


def test_followthemoney_loses_what_its_schema_lacks(demo: StakeholderNetwork, tmp_path: Path) -> None:
    network = returned(written(demo, "followthemoney", tmp_path))
    assert network.actors == demo.actors
    assert network.projects == demo.projects

    def kept(fact: Fact) -> tuple[object, ...]:
        if fact.type in ("ABOUT", "LOCATED_IN"):  # keywords and addresses carry no evidence, phrase or amount
            return fact.type, fact.start, fact.end
        return told(replace(fact, share=None))  # nor has a funder a share

    expected = {fact for fact in facts(demo, kept) if fact[0] not in ("NEEDS", "OFFERS")}
    assert {fact for fact in facts(network, kept) if fact[0] != "PART_OF"} == {
        fact for fact in expected if fact[0] != "PART_OF"
    }
    assert {fact[:3] for fact in facts(network, kept)} >= {fact[:3] for fact in expected}
    lost = Counter(fact.type for fact in demo.facts) - Counter(fact.type for fact in network.facts)
    assert set(lost) <= {"ABOUT", "NEEDS", "OFFERS"}
    assert "share" not in written(demo, "followthemoney", tmp_path, "again").read_text("utf-8")


def test_networks_of_another_dataset_keep_their_ids_and_cite_as_their_own(
    demo: StakeholderNetwork, tmp_path: Path
) -> None:
    network = returned(written(demo, "graphml", tmp_path), dataset="kopia")
    assert set(network.projects) == set(demo.projects)
    assert set(network.actors) == set(demo.actors)
    registers = {id for id in demo.sources if id.startswith("register:")}
    documents = {f"kopia/{id}" for id in set(demo.sources) - registers}
    assert set(network.sources) >= registers | documents


TEXT = st.text(
    st.sampled_from("abcåäöÅÄÖ\u0308\u030a éß中🙂\"'<>&;|=,{}[]\\/\n\r\t-+@0129")
    | st.characters(exclude_categories=["C"]),
    max_size=25,
) | st.sampled_from(["<img src=x onerror=alert(1)>", "=1+1", "A; B", "A | B", '"', "]]>", "&amp;", "../..", "a\r\nb"])
NAME = TEXT.map(lambda text: f"N{text}".strip())
LISTS = {"graphml": ";", "gexf": ";", "kumu-xlsx": "|"}


@st.composite
def networks(draw: st.DrawFn) -> StakeholderNetwork:
    """Small networks of names that no register knows, with ids as loads would make them."""
    names = draw(st.lists(NAME, min_size=1, max_size=5, unique_by=slug))
    actors = {
        slug(name): Actor(slug(name), name, draw(st.sampled_from([None, "company", "other"])), tuple(draw(ALIASES)))
        for name in names
    }
    titles = draw(st.lists(NAME, max_size=3, unique_by=slug))
    projects = {
        f"x:{slug(name)}": Project(
            f"x:{slug(name)}",
            name,
            aliases=tuple(draw(ALIASES)),
            numbers=tuple(draw(ALIASES)),
            summary=draw(TEXT) or None,
            starts=draw(st.sampled_from([None, "2025", "2024-02"])),
            budget=draw(st.none() | st.integers(0, 10**12).map(lambda ore: ore / 100)),
            unnamed_participants=tuple(draw(ALIASES)),
        )
        for name in titles
    }  # fmt: skip
    ties: dict[tuple[str, ...], Fact] = {}
    for start in actors:
        for end in draw(st.lists(st.sampled_from([*projects, *actors]), max_size=3, unique=True)):
            if start != end:
                fact = _fact(draw, start, end, end in projects)
                ties[fact.type, *sorted((fact.start, fact.end)), fact.discriminator or ""] = fact
    sources = {"x/källa": Source("x/källa", draw(NAME), "https://example.org/?a=1&b=2")}
    return StakeholderNetwork(1, View(), actors, projects, {}, {}, sources, tuple(ties.values()))


ALIASES = st.lists(NAME, max_size=2, unique=True)


def _fact(draw: st.DrawFn, start: str, end: str, is_project: bool) -> Fact:
    report = Report(
        "", "x", "x/källa", draw(TEXT) or None, draw(TEXT) or None, draw(st.sampled_from(["asserted", "read"]))
    )
    if not is_project and draw(st.booleans()):
        type, since = draw(st.sampled_from(["FOLLOWS", "PART_OF"])), draw(st.sampled_from([None, "2017", "2019-11-27"]))
        return Fact(type, start, end, (report,), since=since)
    if not is_project:
        kind = draw(st.sampled_from([None, "contact", "avtal <b>"]))
        return Fact(
            "COLLABORATES_WITH", min(start, end), max(start, end), (report,), discriminator=kind, since="2020-01"
        )
    if draw(st.booleans()):
        return Fact("FUNDS", start, end, (report,), amount=float(draw(st.integers(0, 10**12))), currency="SEK")
    role = draw(st.sampled_from([None, "owner", "partner", "reference"]))
    return Fact("PARTICIPATES_IN", start, end, (report,), discriminator=role, expanded_from=draw(st.none() | NAME))


def as_carried(text: str | None, format: str, *, in_list: bool = False) -> str | None:
    """A text as every load composes it, and as the format changes it on the way."""
    if text is None:
        return None
    if format in ("graphml", "gexf"):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if in_list and (mark := LISTS.get(format)):
        text = text.replace(mark, ",")
    return normalize("NFC", text).strip() or None


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(network=networks())
def test_any_network_comes_back(format: str, network: StakeholderNetwork) -> None:
    with tempfile.TemporaryDirectory() as folder:
        load = read_files([written(network, format, Path(folder), "x")], dataset="x")
    nodes = {(node.label, node.id): node.properties for node in load.nodes}
    for actor in network.actors.values():
        found = nodes["Actor", actor.id]
        assert (found["name"], found.get("kind")) == (as_carried(actor.name, format), actor.kind)
        assert _set(found.get("aliases")) == {as_carried(each, format, in_list=True) for each in actor.aliases}
    for project in network.projects.values():
        found = nodes["Project", project.id]
        expected = [as_carried(project.name, format), as_carried(project.summary, format), project.starts]
        assert [found.get(name) for name in ("name", "summary", "starts")] == expected
        assert found.get("budget") == project.budget
        for name, texts in (("aliases", project.aliases), ("numbers", project.numbers)):
            assert _set(found.get(name)) == {as_carried(each, format, in_list=True) for each in texts}
    loaded = Counter((each.name, each.start, each.end) for each in load.relations)
    expected_ties = Counter((fact.type, fact.start, fact.end) for fact in network.facts)
    assert not expected_ties - loaded
    assert {name for name, _, _ in loaded - expected_ties} <= {"ABOUT"}, "a generated title may name a theme"
    by_tie = {(each.name, each.start, each.end, _told(each.properties)): each for each in load.relations}
    for fact in network.facts:
        relation = by_tie[fact.type, fact.start, fact.end, fact.discriminator]
        assert relation.evidence.quote == as_carried(fact.reports[0].quote, "json")
        assert relation.evidence.locator == as_carried(fact.reports[0].locator, "json")
        assert relation.evidence.status == fact.reports[0].status
        assert relation.properties.get("expanded_from") == as_carried(fact.expanded_from, format)
        assert (relation.properties.get("amount"), relation.properties.get("since")) == (fact.amount, fact.since)


def _set(value: Value) -> set[str]:
    assert value is None or isinstance(value, tuple)
    return set(value or ())


def _told(properties: Mapping[str, Value]) -> Value:
    return properties.get("role") or properties.get("kind")


@pytest.mark.parametrize("format", FORMATS)
def test_nobody_is_asked_what_the_columns_of_a_graph_are(demo: StakeholderNetwork, tmp_path: Path, format: str) -> None:
    """JSON and workbooks of other programs are tables too, which their own loaders read as they stand."""
    assert not why_unknown([Sample(written(demo, format, tmp_path))], find_loaders())
