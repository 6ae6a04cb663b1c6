"""Tells a prosecution from the applications, orders and enforcement that share the offence list.

Source: domain.md rule 16 and section 1.2, read against the titles of the standing list.
"""

import re

CIVIL_CATEGORIES = frozenset({"VP", "VA", "CR", "CB", "EF", "EM", "EX", "CO"})
"""Civil proceedings, miscellaneous applications, civil related to criminal, non-offence breach, fines,
maintenance, and Crown Court appeals. Family (F*) and licensing (L*) categories are added by letter."""

UNCLASSED = frozenset({"000", "199", "555", "999"})
"""Home Office classes that carry no meaning for a prosecution: unclassified, civil appeals, local, uncoded."""

_APPLICATIONS = (
    r"application(?!s? by (?:registration plate|an? ))|applications?\b|appl?\b|app/|applicatin",
    r"(?:an? |further |civil |committal |forfeiture |hearsay |bad character |non standard |opposed )application",
    r"appeal|complaint|matter of complaint|review\b|reference (?:for|by|to)|referral (?:by|order to)|dtto review",
    r"request for (?:international|information to be determined)|information for",
    r"consideration of|further consideration|proceedings (?:to|re)\b|adjournment of|amendment (?:of|because)",
    r"(?:revocation|remission|registration|re-?opening|transfer|variation) of|amend/|vary ",
    r"show cause|summons for|warrant for|fix a hearing|enforcement review|compensation (?:review|payable)",
    r"confiscation order|interest only - confiscation|forfeiture (?:proceedings|of)|extradition(?:$| - (?:arrest|prov|person))",
    r"statutory declaration|appearance to make|arrest(?:ed)?\b|brought before|bind over|respondent liable",
    r"order requiring|substitute |financial penalty etc|original offence |case brought|crown court costs",
    r"hearing a person|advised to attend|non-payment of (?:fine|confiscation)|fine increase|recall to prison",
    r"maintenance order made|special measures|costs on|wai?s?ted costs|conditional caution$|protection order$",
    r"prosecution appeal|accused's appeal|dangerous dog complaint|s(?:178|210) review|mod - registration",
)

_SENTENCE_ORDERS = (
    r"community (?:based |punishment |rehabilitation |payback |service |requirements? |and )*order|community service",
    r"suspended (?:sentence|committal)|conditional discharge|probation|combination order|youth rehabilitation",
    r"referral order|youth offender panel|reparation order|attendance centre|detention (?:and|&) training",
    r"(?:yoi|prison) (?:licence|supervision)|supervision (?:order|default|requirements)|post[- ](?:release|custodial)",
    r"post detention|drug (?:abstinence|treatment)|curfew order|deferred sentence|service community order",
    r"action plan order|conditional licence|licence conditions|bail conditions|police bail|engagement and support",
)

_APPLICATION = re.compile(rf"(?:{'|'.join(_APPLICATIONS)})", re.IGNORECASE)
_BREACH = re.compile(
    r"(?:breach|fail\w* (?:to |re |in )?(?:comply|attend)|commission of (?:a )?further|conviction of an offence while"
    r"|(?:further )?offence (?:committed )?during)",
    re.IGNORECASE,
)
_SENTENCE_ORDER = re.compile(rf"(?:{'|'.join(_SENTENCE_ORDERS)})", re.IGNORECASE)
_OFFENCE_ALL_THE_SAME = re.compile(r"in contravention|without|false|fraud|obstruct", re.IGNORECASE)


def is_prosecution(*, national: bool, ho_class: str, category: str, title: str) -> bool:
    """Whether a code stands for an offence that is prosecuted.

    False for applications, appeals, reviews, breaches of a sentence or of bail, enforcement and civil
    proceedings. Breach of an order that makes an offence (restraining, non-molestation, criminal behaviour)
    is a prosecution. The category B7 says nothing by itself: the standing list keeps applications and
    by-laws in it side by side, so the title decides. In: the raw title; `ho_class` like "034/01".
    """
    if _APPLICATION.match(title) and not _OFFENCE_ALL_THE_SAME.search(title):
        return False
    if _BREACH.match(title) and _SENTENCE_ORDER.search(title):
        return False
    if category in CIVIL_CATEGORIES or category[:1] in {"F", "L"}:
        return national and ho_class[:3] not in UNCLASSED  # contempt and ticket touting are filed as civil
    return True
