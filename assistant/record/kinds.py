"""Closed lists of values that details of a record may have. What they say is for the rules to judge."""

from enum import StrEnum


class SheetKind(StrEnum):
    """The kind of document that CMS files a hearing record sheet under: of a magistrates' court or the Crown Court."""

    HRS_MC = "hrs_mc"
    CC_HRS = "cc_hrs"


class SheetItem(StrEnum):
    """What a hearing record sheet must carry so that one defendant can be finalised from it (domain.md 7)."""

    IDENTITY = "identity"
    COURT = "court"
    APPEARANCE = "appearance"
    CHARGES = "charges"
    CHANGES = "changes"
    REASON = "reason"
    STAGE_LOST = "stage_lost"
    VICTIM = "victim"
    FLAGS = "flags"
    ORDERS = "orders"
    NEXT_HEARING = "next_hearing"
    SIGNATURE = "signature"


class Custody(StrEnum):
    """Where the defendant stood between hearings; only a person can be in custody or on bail."""

    IN_CUSTODY = "in_custody"
    ON_BAIL = "on_bail"
    NEITHER = "neither"


class CrownRoute(StrEnum):
    """Why summary-only charges were in the Crown Court: linked (CJA 1988 s40, s41) or committed for sentence."""

    LINKED = "linked"
    COMMITTED = "committed_for_sentence"


class TrialReached(StrEnum):
    """How far a trial got. In a magistrates' court it begins with the evidence, in the Crown Court with the jury."""

    NOT_BEGUN = "not_begun"
    JURY_SWORN = "jury_sworn"
    EVIDENCE_BEGUN = "evidence_begun"


class Relationship(StrEnum):
    """What the victim is to the defendant."""

    PARTNER = "partner"
    FAMILY = "family"
    OTHER = "other"
