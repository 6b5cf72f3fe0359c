"""The one vocabulary: every node and relation type of a stakeholder network, each property described.

Schema, upsert and prune statements and validation derive from these declarations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from graph.model.declarations import STATUSES as STATUSES
from graph.model.declarations import NodeType as NodeType
from graph.model.declarations import Property as Property
from graph.model.declarations import PropertyType as PropertyType
from graph.model.declarations import RelationType as RelationType
from graph.model.workspace import REVISION as REVISION
from graph.model.workspace import SHARE as SHARE
from graph.model.workspace import STATE as STATE
from graph.model.workspace import STORY as STORY
from graph.model.workspace import VERDICT as VERDICT
from graph.model.workspace import VIEW as VIEW

SCHEMA_VERSION: Final = 10

ACTOR_KINDS: Final = (
    "municipality",
    "region",
    "agency",
    "university",
    "institute",
    "company",
    "association",
    "cluster",
    "programme",
    "union",
    "other",
)
ROLES: Final = ("coordinator", "owner", "partner", "participant", "reference")
COUNTING_STATUSES: Final = ("asserted", "read", "confirmed")
TEXT_LOCATORS: Final = ("title", "summary")
"""Where in a project's record its themes are read by fixed words, of which nobody need review each."""
PLACE_LEVELS: Final = ("country", "county", "municipality", "village")
SHOWS_COLLABORATION: Final = ("yes", "no")
SECTORS: Final = ("public", "academia", "business", "civil_society", "funding")

_SECTOR_OF_KIND: Final = {
    "municipality": "public",
    "region": "public",
    "agency": "public",
    "university": "academia",
    "institute": "academia",
    "company": "business",
    "cluster": "business",
    "association": "civil_society",
    "union": "civil_society",
    "programme": "funding",
}


def sector_of(kind: str | None) -> str | None:
    """The sector an actor kind belongs to; None for `other` and for a kind nobody has stated."""
    return _SECTOR_OF_KIND.get(kind) if kind else None


_CLAIMED = "Values are recomputed from the claims of the sources that remain"

ACTOR: Final = NodeType(
    "Actor",
    f"An organisation that takes part, funds or is concerned. {_CLAIMED}.",
    (
        Property("name", "text", "Name by the best source"),
        Property("kind", "text", "What sort of organisation; null when nobody says", ACTOR_KINDS),
        Property("aliases", "texts", "Further names and abbreviations"),
        Property(
            "org_number", "text", "Organisation number: ten digits; in other countries after its register, NO-BRC-…"
        ),
        Property("ror", "text", "Research Organization Registry id"),
        Property("pic", "text", "Participant identification code of the European Commission"),
        Property("country", "text", "Country it sits in, ISO 3166-1 alpha-2 (SE, GB, GR)"),
        Property("website", "text", "Address of the home page"),
        Property("description", "text", "What the organisation is, in a sentence or two"),
    ),
)
PROJECT: Final = NodeType(
    "Project",
    f"A named undertaking with a goal. {_CLAIMED}.",
    (
        Property("name", "text", "Name by the best source"),
        Property("acronym", "text", "Short name"),
        Property("aliases", "texts", "Further titles, such as those in other languages"),
        Property("numbers", "texts", "Numbers under which funders and registers keep it"),
        Property("summary", "text", "What it does"),
        Property("url", "text", "Address of its page"),
        Property("starts", "date", "First day, as precise as the source gave it"),
        Property("ends", "date", "Last day, as precise as the source gave it"),
        Property("budget", "number", "Cost of the whole project, in `currency`"),
        Property("currency", "text", "ISO 4217 code of `budget`"),
        Property("approximate", "texts", "Names of the properties that the source gives with *about* (ca 500 tkr)"),
        Property("unnamed_participants", "texts", "Phrases for participants that no register can name"),
    ),
)
THEME: Final = NodeType(
    "Theme",
    "A field of work, in our own short list.",
    (
        Property("name_sv", "text", "Swedish name"),
        Property("name_en", "text", "English name"),
        Property("neighbours", "texts", "Ids of the themes that lie so near that projects are often about both"),
    ),
)
PLACE: Final = NodeType(
    "Place",
    "A country, county, municipality or village; ids `se`, `se:25`, `se:2422`.",
    (
        Property("name", "text", "Name as the register has it"),
        Property("level", "text", "Country, county, municipality or village", PLACE_LEVELS),
        Property("nuts", "text", "NUTS code, where there is one"),
        Property("neighbours", "texts", "Ids of the places of the same level that it borders on"),
    ),
)
SOURCE: Final = NodeType(
    "Source",
    "The document a fact cites.",
    (
        Property("title", "text", "Title of the document"),
        Property("url", "text", "Where it can be read"),
        Property("licence", "text", "Terms under which it may be used"),
        Property("retrieved", "date", "When it was fetched"),
        Property("checksum", "text", "SHA-256 of the file as last read"),
        Property("claims", "text", "JSON: dataset to what it says of the document"),
    ),
)
DATASET: Final = NodeType(
    "Dataset",
    "The unit that a load replaces and prunes.",
    (
        Property("loader", "text", "Name of the loader that reads it"),
        Property("title", "text", "What people call it"),
        Property(
            "shows_collaboration",
            "text",
            "Whether it names those who take part together; where it does not, a missing tie says nothing",
            SHOWS_COLLABORATION,
        ),
        Property(
            "covers_places",
            "texts",
            "Places or countries (`se:25`, `no`) within which it claims to be complete; `all`: everywhere; empty: none",
        ),
        Property("covers_from", "date", "Start of the period within which it claims to be complete"),
        Property("covers_to", "date", "End of that period"),
        Property("covers_kinds", "texts", "Actor kinds it claims to cover; empty: all"),
        Property("loaded", "text", "When it last changed, ISO 8601 in UTC"),
        Property("checksum", "text", "SHA-256 over the files of that load"),
    ),
)

# (Actor)-[:PARTICIPATES_IN]->(Project)
PARTICIPATES_IN: Final = RelationType(
    "PARTICIPATES_IN",
    "The actor takes part in the project.",
    ((ACTOR, PROJECT),),
    (
        Property("role", "text", "What the actor does in the project", ROLES),
        Property("expanded_from", "text", "The group phrase this participation was expanded from"),
    ),
    "role",
)
# (Actor)-[:FUNDS]->(Project)
FUNDS: Final = RelationType(
    "FUNDS",
    "The actor gives money to the project.",
    ((ACTOR, PROJECT),),
    (
        Property("amount", "number", "The grant, in `currency`"),
        Property("currency", "text", "ISO 4217 code of `amount`"),
        Property("share", "number", "Share of the project's cost, 0 to 1; null when joint or unknown"),
        Property("recipient", "text", "Id of the actor whose part it is; null when it is the whole project's"),
        Property("approximate", "texts", "Names of the properties that the source gives with *about* (ca 500 tkr)"),
    ),
    third="recipient",
)
# (Actor)-[:COLLABORATES_WITH]-(Actor), stored once, smaller id first
COLLABORATES_WITH: Final = RelationType(
    "COLLABORATES_WITH",
    "The two actors are said to work together outside a project of the graph.",
    ((ACTOR, ACTOR),),
    (
        Property("kind", "text", "How; `contact` is no collaboration"),
        Property("since", "date", "From when"),
        Property("until", "date", "Until when"),
    ),
    "kind",
    directed=False,
)
# (Actor)-[:PART_OF]->(Actor), (Place)-[:PART_OF]->(Place), (Project)-[:PART_OF]->(Project)
PART_OF: Final = RelationType(
    "PART_OF",
    "The first belongs to the second.",
    ((ACTOR, ACTOR), (PLACE, PLACE), (PROJECT, PROJECT)),
    (Property("since", "date", "From when"),),
)
# (Actor)-[:FOLLOWS]->(Actor), (Project)-[:FOLLOWS]->(Project)
FOLLOWS: Final = RelationType(
    "FOLLOWS",
    "The first continues the second.",
    ((PROJECT, PROJECT), (ACTOR, ACTOR)),
    (Property("since", "date", "From when"),),
)
# (Project)-[:ABOUT]->(Theme)
ABOUT: Final = RelationType(
    "ABOUT",
    "The project works in the theme.",
    ((PROJECT, THEME),),
    (Property("phrase", "text", "The source's own words for it"),),
    "phrase",
)
# (Actor)-[:NEEDS]->(Theme)
NEEDS: Final = RelationType("NEEDS", "The actor seeks partners in the theme.", ((ACTOR, THEME),))
# (Actor)-[:OFFERS]->(Theme)
OFFERS: Final = RelationType("OFFERS", "The actor has something to give in the theme.", ((ACTOR, THEME),))
# (Actor)-[:LOCATED_IN]->(Place), (Project)-[:LOCATED_IN]->(Place)
LOCATED_IN: Final = RelationType(
    "LOCATED_IN",
    "Where the actor sits or the project works; where its source does not say, where a partner sits whom it quotes.",
    ((ACTOR, PLACE), (PROJECT, PLACE)),
    (
        Property("amount", "number", "The part of the budget meant for the place, in `currency`"),
        Property("currency", "text", "ISO 4217 code of `amount`"),
    ),
)
# (Source)-[:REPORTS]->(Actor | Project | Theme | Place)
REPORTS: Final = RelationType(
    "REPORTS",
    "The source speaks of the node; `claims` holds what it says of each property.",
    ((SOURCE, ACTOR), (SOURCE, PROJECT), (SOURCE, THEME), (SOURCE, PLACE)),
    (Property("claims", "text", "JSON: property to value, quote, locator and status"),),
)

FACT_NODES: Final = (ACTOR, PROJECT, THEME, PLACE)
NODE_TYPES: Final = (
    *FACT_NODES,
    SOURCE,
    DATASET,
    VERDICT,
    VIEW,
    STORY,
    SHARE,
    REVISION,
    STATE,
)
FACT_RELATIONS: Final = (
    PARTICIPATES_IN,
    FUNDS,
    COLLABORATES_WITH,
    PART_OF,
    FOLLOWS,
    ABOUT,
    NEEDS,
    OFFERS,
    LOCATED_IN,
)
RELATION_TYPES: Final = (*FACT_RELATIONS, REPORTS)

NODE_BY_LABEL: Final = {node.label: node for node in NODE_TYPES}
RELATION_BY_NAME: Final = {relation.name: relation for relation in RELATION_TYPES}


def end_pairs(relation: RelationType) -> list[tuple[str, str]]:
    """The pairs of labels a relation type joins."""
    return [(start.label, end.label) for start, end in relation.ends]


def _tie_properties() -> Iterator[Property]:
    """What a fact of any type may state, once a name; what tells parallel facts or reports apart is not among it."""
    properties = [
        property
        for type in FACT_RELATIONS
        for property in type.own
        if property.name not in (type.discriminator, type.third)
    ]
    for name in dict.fromkeys(property.name for property in properties):
        declared = [property for property in properties if property.name == name]
        yield replace(declared[0], description=". ".join(dict.fromkeys(property.description for property in declared)))


TIE_PROPERTIES: Final = tuple(_tie_properties())
"""What a fact of any type may state beside its `told`."""
