"""The table of rules, second half: for each of R56 to R92 records that keep it and records that break it alone."""

from datetime import UTC, date, datetime

from builders import (
    ABH,
    FINAL_HEARING,
    LEEDS_CROWN,
    MURDER,
    ROBBERY,
    SHOP_THEFT,
    TODAY,
    acquitted_by_jury,
    charge,
    deceased,
    dropped,
    ended,
    finalisation,
    not_charged,
    person,
    poc,
    tried,
    victim,
)
from rule_kit import (
    ASSAULT_BY_BEATING,
    BLADE,
    BREACH_OF_NON_MOLESTATION,
    EARLIER,
    NO_VICTIM,
    PERVERTING,
    RAPE,
    Case,
    charged,
    inform,
    letter,
    stop,
    stored,
    warn,
    with_offence,
    with_sheet,
)

from assistant.record.kinds import Relationship, SheetItem, SheetKind
from assistant.record.model import Finalisation, Override, Sheet, SheetState, Versions
from assistant.record.rules import Amendment, Limits, Severity, Week
from knowledge.letters import RightToReview
from knowledge.results import ChargeResult as Result


def killed(**changes: object) -> Finalisation:
    """A conviction of murder after trial."""
    return finalisation(
        **{
            "charges": [tried(code=MURDER)],
            "outcome": "convicted_after_trial",
            "court": LEEDS_CROWN,
            "poc": poc("A"),
            **changes,
        }
    )


def gone_on(rule: str, reason: str) -> Finalisation:
    """A record in which the person went on against a warning."""
    return finalisation(overrides=[Override(rule=rule, reason=reason)])


def without_flags(record: Finalisation) -> Finalisation:
    """The record as from a file that says nothing of flags."""
    return Finalisation.model_validate(record.model_dump(exclude={"flags"}))


CASES_OF_POC_AND_LATER: dict[str, Case] = {
    "R56": stop((deceased(poc=poc()), "poc"), passes=(deceased(),)),
    "R57": stop(
        (finalisation(poc=None), "poc"),
        (finalisation(poc=poc("Z", note="as agreed")), "poc.letter"),
        (finalisation(poc=poc(name="Robbery")), "poc.name"),
        (not_charged(charges=[charge(plea=None, result=None)], poc=poc()), "poc"),
        passes=(finalisation(), dropped(), deceased(), not_charged()),
    ),
    "R58": stop(
        (finalisation(poc=poc(carrier=2)), "poc.charge"),
        (finalisation(poc=poc(carrier=None)), "poc.charge"),
        (
            charged(
                charge(),
                ended(Result.WITHDRAWN, 2, live=False, left_on=EARLIER),
                poc=poc(carrier=2),
                victim=NO_VICTIM,
            ),
            "poc.charge",
        ),
        passes=(
            charged(
                charge(),
                ended(Result.WITHDRAWN, 2, live=False, left_on=FINAL_HEARING),
                poc=poc(carrier=2),
                victim=NO_VICTIM,
            ),
        ),
    ),
    "R59": stop(
        (finalisation(poc=poc("A", note="as the reviewing lawyer says")), "poc"),
        passes=(killed(),),
    ),
    "R60": warn(
        (finalisation(poc=poc("G")), "poc"),
        passes=(finalisation(), finalisation(poc=poc("G", note="a fraud on the shop"))),
    ),
    "R61": warn(
        (charged(charge(code=ABH), charge(2, code="TH68020"), poc=poc("B")), "poc.charge"),
        passes=(
            charged(charge(code=ABH), charge(2, code="TH68020"), poc=poc("F", carrier=2)),
            charged(charge(code=ABH), charge(2, code=ASSAULT_BY_BEATING), poc=poc("B")),
        ),
    ),
    "R62": inform(
        (charged(charge(code="TH68023A"), court=LEEDS_CROWN, poc=poc("E")), "poc"),
        passes=(charged(charge(code="TH68023A"), court=LEEDS_CROWN, poc=poc("E", note="attempted robbery")),),
    ),
    "R63": warn(
        (charged(charge(code=BLADE), poc=poc("B"), flags=["KER"]), "poc"),
        passes=(charged(charge(code=BLADE), poc=poc("B", note="class 8"), flags=["KER"]),),
    ),
    "R64": inform(
        (finalisation(pcd_poc="B"), "pcd_poc"),
        (finalisation(pcd_poc="Z"), "pcd_poc", Severity.WARN),
        passes=(finalisation(pcd_poc="F"), finalisation(), not_charged(pcd_poc="B")),
    ),
    "R65": inform(
        (
            charged(
                charge(code=BLADE, offence_date=date(2015, 1, 7)),
                urn="13AB1234515",
                final_hearing=date(2015, 9, 30),
                finalised_on=date(2015, 9, 30),
                poc=poc("J"),
                flags=["KER"],
            ),
            "poc",
        ),
        passes=(
            charged(
                charge(offence_date=date(2015, 1, 7)),
                urn="13AB1234515",
                final_hearing=date(2015, 10, 1),
                finalised_on=date(2015, 10, 1),
            ),
        ),
        today=date(2015, 10, 5),
    ),
    "R66": warn(
        (charged(charge(code=PERVERTING), charge(2), court=LEEDS_CROWN, poc=poc("K")), "poc"),
        passes=(charged(charge(code=PERVERTING), court=LEEDS_CROWN, poc=poc("K")),),
    ),
    "R67": warn(
        (with_offence(BREACH_OF_NON_MOLESTATION, "B"), "flags"),
        (with_offence("SC15004", "B"), "flags"),
        (finalisation(victim=victim(relationship=Relationship.PARTNER)), "flags"),
        (finalisation(victim=victim(relationship=Relationship.FAMILY)), "flags"),
        (charged(charge(typed="stole from his wife")), "flags"),
        passes=(
            with_offence(BREACH_OF_NON_MOLESTATION, "B", flags=["DOMV"]),
            finalisation(victim=victim(relationship=Relationship.PARTNER), flags=["DOMV"]),
            finalisation(victim=victim(relationship=Relationship.OTHER)),
        ),
    ),
    "R68": warn(
        (with_offence("SX03002", "C"), "flags"),
        passes=(with_offence("SX03002", "C", flags=["RAPE"]),),
    ),
    "R68 taken off": stop(
        (with_offence("SX03007", "C"), "flags"),
        passes=(with_offence("SX03007", "C", flags=["RAPE"]),),
        amends=Amendment(before=with_offence(RAPE, "C", flags=["RAPE"]), why="charge was changed"),
    ),
    "R68 taken off a charge as it was": warn(
        (with_offence(RAPE, "C"), "flags"),
        passes=(with_offence(RAPE, "C", flags=["RAPE"]),),
        amends=Amendment(before=with_offence(RAPE, "C", flags=["RAPE"]), why="flag was wrong"),
    ),
    "R69": warn(
        (with_offence("CD98042", "B"), "flags"),
        passes=(with_offence("CD98042", "B", flags=["RAIN"]), with_offence("CD98042", "B", flags=["REIN"])),
    ),
    "R70": warn(
        (with_offence("PK78001", "C"), "flags"),
        (with_offence("SX03007", "C", victim=victim(age=17)), "flags"),
        passes=(
            with_offence("PK78001", "C", flags=["CPRO"]),
            with_offence("SX03007", "C", victim=victim(age=17), flags=["CPRO"]),
            with_offence("SX03007", "C", victim=victim(age=18)),
            finalisation(victim=victim(age=17)),
        ),
    ),
    "R71": warn(
        (with_offence(ABH, "B", victim=victim(age=60)), "flags"),
        passes=(
            with_offence(ABH, "B", victim=victim(age=59)),
            with_offence(ABH, "B", victim=victim(age=60), flags=["CAOP"]),
            with_offence("CD71039", "H", victim=victim(age=80)),
        ),
    ),
    "R71 from an age of the Area's": warn(
        (with_offence(ABH, "B", victim=victim(age=55)), "flags"),
        passes=(with_offence(ABH, "B", victim=victim(age=54)),),
        limits=Limits(older_victim=55),
    ),
    "R72": warn(
        (with_offence("MS15001", "B"), "flags"),
        (with_offence(BLADE, "B"), "flags"),
        (with_offence("PH97008", "B", flags=["DOMV"]), "flags"),
        (with_offence("SC15005", "B", flags=["DOMV"]), "flags"),
        (with_offence("RT88500", "A"), "flags"),
        (killed(defendants=2), "flags"),
        passes=(
            killed(defendants=1),
            killed(),
            killed(defendants=2, flags=["JOEN"]),
            with_offence("MS15001", "B", flags=["HUTR"]),
            with_offence("PH97008", "B", flags=["STK", "DOMV"]),
            with_offence("SC15005", "B", flags=["NFS", "DOMV"]),
            with_offence("RT88500", "A", flags=["FATL"]),
        ),
    ),
    "R73": stop(
        (not_charged(flags=[]), "flags"),
        (finalisation(others_uncharged=True), "flags"),
        passes=(
            not_charged(),
            finalisation(),
            finalisation(others_uncharged=True, flags=["CSEA"]),
            finalisation(others_uncharged=False),
        ),
    ),
    "R74": warn(
        (finalisation(vulnerable=True), "flags"),
        (finalisation(vulnerable=False, flags=["VIVM"]), "flags"),
        passes=(
            finalisation(vulnerable=True, flags=["VIVM"]),
            finalisation(vulnerable=False),
            finalisation(flags=["VIVM"]),
        ),
    ),
    "R75": stop(
        (without_flags(finalisation()), "flags"),
        (finalisation(flags=["DV"]), "flags"),
        (finalisation(flags=["MEDI", "MEDI"]), "flags"),
        passes=(finalisation(flags=["MEDI"]),),
    ),
    "R76": stop(
        (dropped(victim=victim()), "victim.letter_owed"),
        (dropped(flags=["IVIC"]), "victim.letter_owed"),
        (dropped(victim=letter(dropped_on=None)), "victim.dropped_on"),
        (dropped(victim=letter(letter_due=date(2026, 11, 30))), "victim.letter_due"),
        (dropped(victim=letter(enhanced=True)), "victim.letter_due"),
        (dropped(victim=letter(letter_due=None)), "victim.letter_due"),
        passes=(
            dropped(victim=letter()),
            dropped(victim=letter(enhanced=True, letter_due=TODAY)),
            finalisation(victim=victim()),
            acquitted_by_jury(victim=victim()),
        ),
    ),
    "R77": warn(
        (dropped(victim=letter(enhanced=None), flags=["VIVM"]), "victim.enhanced"),
        (acquitted_by_jury(victim=victim(enhanced=None), flags=["DOMV"]), "victim.enhanced"),
        passes=(
            dropped(victim=letter(enhanced=None)),
            dropped(victim=letter(), flags=["VIVM"]),
            dropped(victim=NO_VICTIM, flags=["RAIN"]),
        ),
    ),
    "R78": warn(
        (dropped(victim=letter(letter_sent=date(2026, 11, 30))), "victim.letter_sent"),
        (dropped(victim=letter(letter_sent=date(2026, 11, 28))), "victim.letter_sent"),
        (dropped(victim=letter(letter_sent=date(2026, 11, 19))), "victim.letter_sent", Severity.STOP),
        passes=(
            dropped(victim=letter(letter_sent=FINAL_HEARING)),
            dropped(victim=letter(letter_sent=date(2026, 11, 27))),
            dropped(victim=letter(enhanced=True, letter_due=TODAY, letter_sent=TODAY)),
        ),
    ),
    "R79": warn(
        (dropped(victim=letter(told_at_court=True)), "victim.explanation_noted"),
        (dropped(victim=letter(told_at_court=True, explanation_noted=False)), "victim.explanation_noted"),
        passes=(
            dropped(victim=letter(told_at_court=True, explanation_noted=True)),
            dropped(victim=letter(told_at_court=False)),
        ),
    ),
    "R80": inform(
        (dropped(victim=letter()), "victim"),
        (dropped(victim=letter(review=RightToReview.NONE)), "victim.review", Severity.WARN),
        (dropped(victim=letter(review=RightToReview.LIMITED)), "victim.review", Severity.WARN),
        (
            dropped(
                Result.NO_EVIDENCE_OFFERED,
                victim=letter(review=RightToReview.OFFERED),
                outcome="offered_no_evidence",
            ),
            "victim.review",
            Severity.WARN,
        ),
        (
            charged(charge(), ended(Result.WITHDRAWN, 2), victim=letter(review=RightToReview.OFFERED)),
            "victim.review",
            Severity.WARN,
        ),
        passes=(
            dropped(victim=NO_VICTIM),
            finalisation(victim=victim()),
            dropped(victim=letter(review=RightToReview.OFFERED)),
            charged(charge(), ended(Result.WITHDRAWN, 2), victim=letter(review=RightToReview.NONE)),
        ),
    ),
    "R81": inform(
        (finalisation(victim=victim(letter_owed=True)), "victim.letter_owed"),
        (acquitted_by_jury(victim=victim()), "victim.letter_owed"),
        (dropped(victim=NO_VICTIM), "victim.letter_owed"),
        passes=(finalisation(), dropped(victim=letter())),
    ),
    "R82": warn(
        (charged(charge(), ended(Result.REPLACED, 2, replaced_by=1)), "flags"),
        (finalisation(flags=["SUCA"]), "flags"),
        passes=(charged(charge(), ended(Result.REPLACED, 2, replaced_by=1), flags=["SUCA"]),),
    ),
    "R83": stop(
        (with_sheet(kind=SheetKind.CC_HRS), "sheet.kind"),
        passes=(
            with_sheet(kind=SheetKind.HRS_MC),
            with_sheet(),
            finalisation(court=LEEDS_CROWN, sheet=Sheet(kind=SheetKind.CC_HRS)),
        ),
    ),
    "R84": stop(
        (finalisation(hearing_record_sheet=None), "hearing_record_sheet"),
        (finalisation(hearing_record_sheet=SheetState.NOT_IN_HAND), "hearing_record_sheet", Severity.WARN),
        (with_sheet(names_defendant=False), "sheet.names_defendant"),
        (with_sheet(hearing_on=TODAY), "sheet.hearing_on"),
        passes=(finalisation(), with_sheet(names_defendant=True, hearing_on=FINAL_HEARING), not_charged()),
    ),
    "R85": warn(
        (with_sheet(missing=[SheetItem.REASON, SheetItem.VICTIM]), "sheet.missing"),
        passes=(with_sheet(missing=[]), with_sheet()),
    ),
    "R86": warn(
        (
            finalisation(
                final_hearing=date(2026, 11, 19), finalised_on=FINAL_HEARING, sheet=Sheet(received_on=TODAY)
            ),
            "sheet.received_on",
        ),
        passes=(with_sheet(received_on=TODAY), with_sheet(received_on=FINAL_HEARING)),
    ),
    "R87": stop(
        (with_sheet(charges=[]), "sheet.charges"),
        (with_sheet(charges=[SHOP_THEFT, ROBBERY]), "sheet.charges"),
        (charged(charge(), charge(2), sheet=Sheet(charges=[SHOP_THEFT])), "sheet.charges"),
        passes=(
            with_sheet(charges=[SHOP_THEFT]),
            with_sheet(charges=["theft from a SHOP"]),
            charged(
                charge(),
                ended(Result.WITHDRAWN, 2, code=ROBBERY, live=False, left_on=EARLIER),
                victim=NO_VICTIM,
                sheet=Sheet(charges=[SHOP_THEFT]),
            ),
        ),
    ),
    "R88": warn(
        (with_sheet(defendants=2), "sheet.lines_confirmed"),
        (with_sheet(defendants=2, lines_confirmed=False), "sheet.lines_confirmed"),
        passes=(with_sheet(defendants=2, lines_confirmed=True), with_sheet(defendants=1)),
    ),
    "R89": stop(
        (gone_on("R99", "checked with the advocate"), "overrides"),
        (gone_on("R1", "checked with the advocate"), "overrides"),
        (gone_on("R25", "ok"), "overrides"),
        (gone_on("R25", "x" * 256), "overrides"),
        (finalisation(versions=Versions(finalise="1", catalogue="1", poc_table="1", rules=" ")), "versions"),
        (finalisation(reference="FIN-1"), "entered_by"),
        (stored(finalisation(), entered_at=datetime(2026, 11, 23, 9)), "entered_at"),  # noqa: DTZ001
        (stored(finalisation(), entered_at=datetime(2026, 11, 25, 9, tzinfo=UTC)), "entered_at"),
        passes=(finalisation(), stored(finalisation()), gone_on("R25", "x" * 255)),
    ),
    "R90": warn(
        (gone_on("R25", "sheet came late"), "overrides"),
        passes=(finalisation(), gone_on("R26", "remand court"), gone_on("R90", "rule is too narrow")),
        week=Week(overrides={"R25": 5, "R26": 4, "R90": 9}),
    ),
    "R91": stop(
        (finalisation(), "reopens"),
        (finalisation(reopens="FIN-3"), "reopens"),
        (stored(finalisation(reopens="FIN-4"), "FIN-4"), "reopens"),
        passes=(finalisation(reopens="FIN-2"), finalisation(defendant=person("Jones"))),
        others=(
            stored(deceased(outcome="warrant_unexecuted"), "FIN-2"),
            stored(dropped(urn="13AB9999926"), "FIN-3"),
        ),
    ),
    "R91 corrected": stop(
        (stored(finalisation(), "FIN-7"), "version"),
        passes=(stored(finalisation()), finalisation()),
        amends=Amendment(before=stored(finalisation()), why="plea was wrong"),
    ),
    "R91 corrected without a reason": Case(
        passes=(),
        fails=((stored(finalisation()), "version"),),
        severity=Severity.STOP,
        amends=Amendment(before=stored(finalisation()), why="plea"),
    ),
    "R91 corrected without the version before": Case(
        passes=(),
        fails=((stored(finalisation()), "version"),),
        severity=Severity.STOP,
        amends=Amendment(before=None, why="plea was wrong"),
    ),
    "R92": inform(
        (killed(), "poc"),
        (stored(dropped()), "reference"),
        passes=(finalisation(), dropped(), stored(dropped(), "FIN-2")),
        drawn=frozenset({"FIN-1"}),
    ),
}
