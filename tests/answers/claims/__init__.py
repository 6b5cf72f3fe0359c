"""What each message of a question claims, checked against the facts: message key → check.

A new sentence is added here by its key: in `CLAIMS` with a check, in `INSIDE` when it is a word or phrase that claims
nothing by itself (the sentence around it is checked with what it says), in neither and a test fails.
"""

from collections.abc import Callable, Mapping

from tests.answers.claims import brokers, gaps, others, overlaps, pairs, what_if
from tests.answers.claims.case import Case
from tests.answers.marks import Said

Check = Callable[[Said, Case], None]

CLAIMS: Mapping[str, Check] = {
    **brokers.CLAIMS,
    **gaps.CLAIMS,
    **pairs.CLAIMS,
    **overlaps.CLAIMS,
    **what_if.CLAIMS,
    **others.CLAIMS,
}
INSIDE: tuple[str, ...] = (
    # lists, counts and names
    *("and", "between", "more", "about", "less_than_one", "stated", "met_in", "met_stated"),
    *("actors_", "projects_", "months_", "group_", "groups_of_", "the_sector_", "community_", "class_", "read_as_"),
    *("wider_place", "millions", "currency_"),
    *("value_", "says_", "what_if_without", "what_if_together", "partner_year", "partner_goes_on", "partner_themes"),
    *("role_in", "role_municipality", "role_company", "role_region", "role_agency", "role_university"),
    *("role_association", "role_union", "role_vocational_school"),
    # how many were left out, which the tests of each question count
    "left_out_",
    # why a question is refused
    "other_of_none",
    # of commands that measure, not of answers
    *("labels_", "judgements_"),
)
"""Keys, or how keys begin, that claim nothing by themselves."""
