"""Tells a prosecution from the applications, orders and enforcement that share the offence list.

Source: domain.md rule 16 and section 1.2, read against the titles of the standing list.
"""

import re

CIVIL_CATEGORIES = frozenset({"VP", "VA", "CR", "CB", "EF", "EM", "EX", "CO"})
"""Civil proceedings, miscellaneous applications, civil related to criminal, non-offence breach, fines,
maintenance, and Crown Court appeals. Family (F*) and licensing (L*) categories are added by letter."""

UNCLASSED = frozenset({"000", "199", "555", "999"})
"""Home Office classes that carry no meaning: unclassified, civil appeals, local, uncoded."""

_OPENINGS = (
    # applications and appeals
    r"appl?\b|app/|applications?\b|applicatin|asbo - app|csa - ",
    r"(?:an?|further|civil|civil -|committal|forfeiture|hearsay|bad character|opposed|all) application",
    r"non standard application",
    r"appeal|(?:licensing|prosecution|accused's|public health act|private hire vehicle|wales:) appeal",
    r"complaint\b|matter of complaint|dangerous dog complaint|costs on appeal|crown court costs",
    r"request for (?:international|information to be determined)|information for a",
    r"statutory nuisance - appeal|reference (?:for|by|to court|under)|referral (?:by|order to be)",
    # reviews and changes of orders
    r"review\b|(?:dtto|compensation|enforcement) review|s(?:178|210) review|enforcement review hearing",
    r"(?:further )?consideration of|proceedings (?:to|re)\b|adjournment of|amendment (?:of|because)",
    r"(?:revocation|remission|registration|transfer|variation) of|re-?opening|amend/|vary |substitute ",
    r"original offence|offence in eu state|hearing a person",
    # enforcement and process
    r"(?:show cause|summons|warrant)\b|fix a hearing|advised to attend|non-payment of (?:fine|confiscation)",
    r"fine increase|sums ordered to be paid|maintenance order made|mod - registration",
    r"compensation (?:payable|/ financial)|financial penalty|confiscation order|interest only - confiscation",
    r"forfeiture (?:proceedings|of)|traffic warrant|interim authority|protection order$|conditional caution$",
    r"statutory declaration|appearance to make|arrest(?:ed)? |brought before the court|recall to prison",
    r"bind over|respondent liable|order requiring|case brought|special measures|wai?s?ted costs|costs from",
    r"extradition(?:$| - (?:arrested|provisional|person))|registration of unpaid",
)
_SENTENCES = (
    r"community (?:based |punishment |rehabilitation |payback |service |and )*order|community service",
    r"community requirements?|suspended (?:sentence|committal)|conditional discharge|probation",
    r"combination order|youth rehabilitation|referral order|youth offender panel|reparation order",
    r"attendance cent|detention (?:and|&) training|(?:yoi|prison) (?:licence|supervision)",
    r"(?<!education )supervision order",
    r"supervision default|post[- ](?:release|custodial|detention)|drug (?:abstinence|treatment)|curfew order",
    r"deferred sentence|service community|action plan order|conditional licence|licence conditions",
    r"bail conditions|conditions of bail|(?:breach|fail\w*) (?:of )?police bail|engagement and support",
)
_OPENING = re.compile("|".join(_OPENINGS), re.IGNORECASE)
_SENTENCE = re.compile("|".join(_SENTENCES), re.IGNORECASE)
_BREACH = re.compile(
    r"breach|fail\w* (?:to )?(?:comply|attend)|commission of|conviction of an offence while"
    r"|(?:further )?offence (?:committed )?during",
    re.IGNORECASE,
)
_PROSECUTED = re.compile(r"in contravention|\bfalse|fraud|obstruct|already issued", re.IGNORECASE)


def is_prosecution(*, national: bool, ho_class: str, category: str, title: str) -> bool:
    """Whether a code stands for an offence that is prosecuted.

    False for applications, appeals, reviews, breaches of a sentence or of bail, enforcement and civil
    proceedings. Breach of an order that makes an offence (restraining, non-molestation, criminal behaviour)
    is a prosecution. The category B7 says nothing by itself: the standing list keeps applications and
    by-laws in it side by side, so the title decides. In: the raw title; `ho_class` like "034/01".
    """
    if national and ho_class[:3] not in UNCLASSED:
        # the Home Office counts it as a crime: only a bind over and an arrest are not one
        return re.match(r"bind over|matter of complaint|arrest of", title, re.IGNORECASE) is None
    if category in CIVIL_CATEGORIES or category[:1] in {"F", "L"}:
        return False
    if _BREACH.match(title) and _SENTENCE.search(title):
        return False
    if category == "B7" and not title:
        return False
    return _OPENING.match(title) is None or _PROSECUTED.search(title) is not None
