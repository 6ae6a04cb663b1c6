"""Pleas and verdicts as the courts' standing data name them (domain.md 3.4, source S28), and how staff type them."""

from enum import StrEnum

from knowledge.choices import Choice
from knowledge.tables import words_in


class Plea(StrEnum):
    """What the defendant answered to one charge."""

    GUILTY = "guilty"
    NOT_GUILTY = "not_guilty"
    NO_PLEA = "no_plea"
    ADMITS = "admits"
    DENIES = "denies"


class Verdict(StrEnum):
    """What the court found on one charge; NONE where it made no finding."""

    GUILTY = "guilty"
    NOT_GUILTY = "not_guilty"
    GUILTY_OF_ALTERNATIVE = "guilty_of_alternative"
    NONE = "none"


PLEA_CHOICES = (
    Choice(
        key=Plea.GUILTY.value,
        label="Guilty",
        words=words_in(
            "g|pg|gp|g plea|guilty plea|pleaded guilty|pleads guilty|plea of guilty|pleaded g|plea g|"
            "guilty plea entered|egp|early guilty plea|late guilty plea|changed plea to guilty|"
            "change of plea to guilty|gap|guilty on rearraignment|guilty anticipated"
        ),
        hint="The defendant pleaded guilty to this charge",
        topic="plea",
    ),
    Choice(
        key=Plea.NOT_GUILTY.value,
        label="Not guilty",
        words=words_in(
            "ng|png|n/g|ngp|ng plea|not guilty plea|pleaded not guilty|pleads not guilty|plea of not guilty|pleaded ng|"
            "plea ng|ngap|not g|maintained not guilty|contested"
        ),
        hint="The defendant pleaded not guilty to this charge",
        topic="plea",
    ),
    Choice(
        key=Plea.NO_PLEA.value,
        label="No plea",
        words=words_in(
            "np|none|no plea entered|no plea taken|no plea given|plea not taken|not taken|not entered|not indicated|"
            "no indication|no plea indicated|nil plea|nil|without plea|not arraigned|not put|charge not put|never put|"
            "reserved|plea reserved"
        ),
        hint="No plea was taken, or none was indicated",
        topic="plea",
    ),
    Choice(
        key=Plea.ADMITS.value,
        label="Admits",
        words=words_in("adm|admit|admitted|admission|admitted breach|breach admitted|admits breach"),
        hint="Said of a breach or an application, not of a charge",
        topic="plea",
    ),
    Choice(
        key=Plea.DENIES.value,
        label="Denies",
        words=words_in("den|deny|denied|denial|denied breach|breach denied|denies breach"),
        hint="Said of a breach or an application, not of a charge",
        topic="plea",
    ),
)

VERDICT_CHOICES = (
    Choice(
        key=Verdict.GUILTY.value,
        label="Guilty",
        words=words_in(
            "g|fg|found guilty|guilty verdict|g verdict|verdict guilty|verdict of guilty|convicted|"
            "convicted after trial|guilty after trial|proved|found proved|case proved|"
            "proved in absence|pia|jury convicted|convicted by jury|"
            "guilty by jury|guilty by majority|majority verdict guilty"
        ),
        hint="The court found this charge proved",
        topic="verdict",
    ),
    Choice(
        key=Verdict.NOT_GUILTY.value,
        label="Not guilty",
        words=words_in(
            "ng|n/g|ngv|found not guilty|found ng|not guilty verdict|ng verdict|verdict not guilty|verdict ng|"
            "verdict of not guilty|acquitted|acquittal|acquit|jury acquitted|jury acquittal|acquitted by jury|"
            "dismissed|case dismissed|not proved|not proven|cleared|no case to answer|ncta"
        ),
        hint="The court acquitted on this charge",
        topic="verdict",
    ),
    Choice(
        key=Verdict.GUILTY_OF_ALTERNATIVE.value,
        label="Guilty of an alternative offence",
        words=words_in(
            "na|alt|alternative|guilty of alternative|guilty of the alternative|guilty of alternative offence|"
            "guilty alt|g alt|alternative verdict|alt verdict|lesser|lesser offence|guilty of lesser|"
            "guilty of lesser offence|"
            "guilty of a lesser offence|convicted of lesser|convicted of lesser offence|convicted of alternative|"
            "found guilty of lesser offence|found guilty of alternative"
        ),
        hint="Not guilty of this charge, but guilty of a lesser one",
        topic="verdict",
    ),
    Choice(
        key=Verdict.NONE.value,
        label="No verdict",
        words=words_in(
            "none|nv|nil|no verdict reached|no verdict returned|no finding|no trial|hung|hung jury|"
            "jury could not agree|jury discharged|not tried|without verdict|nothing"
        ),
        hint="The court made no finding on this charge",
        topic="verdict",
    ),
)
