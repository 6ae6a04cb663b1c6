"""Each rule by records that pass and records that fail for that rule alone; and what holds of the book as a whole."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from builders import (
    ABH,
    FINAL_HEARING,
    LEEDS_CROWN,
    MURDER,
    ROBBERY,
    TODAY,
    acquitted_by_jury,
    charge,
    deceased,
    dropped,
    ended,
    finalisation,
    not_charged,
    organisation,
    person,
    poc,
    tried,
    victim,
)

from assistant.record.model import Charge, Finalisation, Victim
from assistant.record.rules import RULES, Finding, Severity, Surroundings, check, check_partial, stops, warns
from knowledge.pleas import Plea, Verdict
from knowledge.results import ChargeResult as Result

ASSAULT_BY_BEATING = "CJ88116"
BLADE = "CJ88144"
BREACH_OF_NON_MOLESTATION = "FL96001"
FRAUD = "FA06001"
NO_VICTIM = Victim(identified=False)
PERVERTING = "COML030"
EARLIER = date(2026, 10, 1)


@dataclass(frozen=True, kw_only=True)
class Case:
    """Records for one rule. `fails` are pairs of a record and the field that the finding points at."""

    passes: tuple[Finalisation, ...]
    fails: tuple[tuple[Finalisation, str], ...]
    severity: Severity
    today: date = TODAY
    others: tuple[Finalisation, ...] = ()
    holidays: tuple[date, ...] = field(default=())

    @property
    def around(self) -> Surroundings:
        return Surroundings.standing(self.today, extra_holidays=self.holidays, others=self.others)


def stop(*fails: tuple[Finalisation, str], passes: tuple[Finalisation, ...] = (), **around: object) -> Case:
    return Case(passes=passes or (finalisation(),), fails=fails, severity=Severity.STOP, **around)  # type: ignore[arg-type]


def warn(*fails: tuple[Finalisation, str], passes: tuple[Finalisation, ...] = (), **around: object) -> Case:
    return Case(passes=passes or (finalisation(),), fails=fails, severity=Severity.WARN, **around)  # type: ignore[arg-type]


def inform(*fails: tuple[Finalisation, str], passes: tuple[Finalisation, ...] = (), **around: object) -> Case:
    return Case(passes=passes or (finalisation(),), fails=fails, severity=Severity.INFORM, **around)  # type: ignore[arg-type]


def letter(**changes: object) -> Victim:
    """An identified victim with the letter that is owed five working days after the final hearing."""
    owed = {"letter_owed": True, "dropped_on": FINAL_HEARING, "letter_due": date(2026, 11, 27)}
    return victim(**{**owed, **changes})


def charged(*charges: Charge, **changes: object) -> Finalisation:
    """A record of a guilty plea with these charges."""
    return finalisation(**{"charges": list(charges), **changes})


def with_offence(code: str, letter_: str, **changes: object) -> Finalisation:
    """A guilty plea to one offence, in the Crown Court, with the POC confirmed in a word."""
    settled = {"court": LEEDS_CROWN, "poc": poc(letter_, note="as the Area table says"), **changes}
    return charged(charge(code=code), **settled)


CASES: dict[str, Case] = {
    "R1": stop(
        (finalisation(urn="13AB12"), "urn"),
        (finalisation(urn="13AB-1234526-1"), "urn"),
        (finalisation(urn="O1AB1234526"), "urn"),
        passes=(finalisation(), finalisation(urn="13/ab/12345/26")),
    ),
    "R2": warn((finalisation(urn="13AB12345"), "urn")),
    "R3": warn((finalisation(urn="99AB1234526"), "urn")),
    "R4": warn(
        (finalisation(urn="13AB1234527"), "urn"),
        (finalisation(urn="13AB1234515"), "urn"),
        (finalisation(urn="13AB1234525"), "urn"),
        passes=(finalisation(), charged(charge(offence_date=date(2016, 8, 3)), urn="13AB1234516")),
    ),
    "R7": stop(
        (finalisation(), "urn"),
        (finalisation(reference="FIN-2"), "urn"),
        (finalisation(urn="13 ab 12345 26", defendant=person("SMITH")), "urn"),
        passes=(
            finalisation(reference="FIN-1"),
            finalisation(defendant=person("Jones")),
            charged(charge(code=ABH), poc=poc("B")),
        ),
        others=(finalisation(reference="FIN-1"),),
    ),
    "R8": stop(
        (finalisation(defendant=person(" ")), "defendant.surname"),
        (finalisation(defendant=person("S" * 36)), "defendant.surname"),
        (finalisation(defendant=organisation(None)), "defendant.organisation"),
        (finalisation(defendant=organisation("B" * 101)), "defendant.organisation"),
        (finalisation(defendant=organisation(date_of_birth=date(1990, 1, 1))), "defendant.date_of_birth"),
        (deceased(defendant=organisation()), "outcome"),
        passes=(
            finalisation(defendant=person("S" * 35)),
            finalisation(defendant=organisation("B" * 100)),
        ),
    ),
    "R9": stop(
        (finalisation(defendant=person(date_of_birth=date(2026, 8, 3))), "defendant.date_of_birth"),
        (finalisation(defendant=person(date_of_birth=date(2016, 8, 4))), "defendant.date_of_birth"),
        passes=(finalisation(defendant=person(date_of_birth=date(2016, 8, 3))),),
    ),
    "R10": stop(
        (deceased(charges=[]), "charges"),
        (charged(charge(), charge()), "charges"),
        (not_charged(outcome="withdrawn"), "outcome"),
        (finalisation(outcome="precharge_nfa_evidential", reason="E4"), "outcome"),
        (deceased(charges=[ended(Result.DECEASED, code="NYC")]), "charges.1.code"),
        passes=(finalisation(), not_charged()),
    ),
    "R11": stop(
        (charged(charge(code="ZZ99999")), "charges.1.code"),
        (charged(charge(), charge(2, code=None, title=" ")), "charges.2.title"),
        passes=(finalisation(), charged(charge(), charge(2, code=None, title="Breach of a by-law"))),
    ),
    "R12": stop(
        (charged(charge(offence_date=TODAY + timedelta(days=1))), "charges.1.offence_date"),
        (charged(charge(offence_date_to=TODAY + timedelta(days=1))), "charges.1.offence_date_to"),
        (charged(charge(offence_date_to=date(2026, 8, 2))), "charges.1.offence_date_to"),
        passes=(finalisation(), charged(charge(offence_date_to=date(2026, 8, 3)))),
    ),
    "R13": warn(
        (charged(charge(code=FRAUD, offence_date=date(2006, 12, 1)), poc=poc("G")), "charges.1.offence_date"),
        (
            charged(charge(), charge(2, code="FG13001", offence_date=date(1982, 3, 1)), urn="13AB1234526"),
            "charges.2.offence_date",
        ),
        passes=(
            charged(charge(code=FRAUD, offence_date=date(2007, 1, 15)), poc=poc("G")),
            charged(
                charge(code=FRAUD, offence_date=date(2006, 12, 1), offence_date_to=date(2007, 2, 1)),
                poc=poc("G"),
            ),
        ),
    ),
    "R14": stop(
        (charged(charge(result=None)), "charges.1.result"),
        (charged(charge(), ended(Result.WITHDRAWN, 2, live=False), victim=NO_VICTIM), "charges.2.left_on"),
        passes=(
            finalisation(),
            not_charged(charges=[charge(plea=None, result=None)]),
            charged(charge(), ended(Result.WITHDRAWN, 2, live=False, left_on=EARLIER), victim=NO_VICTIM),
        ),
    ),
    "R15": warn(
        (charged(charge(), ended(Result.REPLACED, 2), flags=["SUCA"]), "charges.2.replaced_by"),
        (
            charged(charge(), ended(Result.REPLACED, 2, replaced_by=2), flags=["SUCA"]),
            "charges.2.replaced_by",
        ),
        (
            charged(charge(), ended(Result.REPLACED, 2, replaced_by=3), flags=["SUCA"]),
            "charges.2.replaced_by",
        ),
        passes=(charged(charge(), ended(Result.REPLACED, 2, replaced_by=1), flags=["SUCA"]),),
    ),
    "R16": warn((charged(charge(), charge(2, code="AE71501")), "charges.2.code")),
    "R17": stop(
        (finalisation(court=None), "court"),
        (finalisation(court=LEEDS_CROWN.model_copy(update={"code": "B13HT00"})), "court"),
        passes=(finalisation(), finalisation(court=LEEDS_CROWN), not_charged()),
    ),
    "R18": stop(
        (dropped(Result.LIE_ON_FILE), "outcome"),
        passes=(dropped(Result.LIE_ON_FILE, court=LEEDS_CROWN),),
    ),
    "R19": stop((dropped(court=LEEDS_CROWN), "outcome"), passes=(dropped(),)),
    "R20": warn(
        (charged(charge(code=ASSAULT_BY_BEATING), court=LEEDS_CROWN, poc=poc("B")), "court"),
        passes=(
            charged(charge(code=ASSAULT_BY_BEATING), poc=poc("B")),
            charged(charge(code=ABH), charge(2, code=ASSAULT_BY_BEATING), court=LEEDS_CROWN, poc=poc("B")),
        ),
    ),
    "R21": stop(
        (charged(charge(code=ROBBERY), poc=poc("E")), "charges.1"),
        (
            charged(charge(code=ROBBERY), poc=poc("E"), defendant=person(date_of_birth=date(2008, 11, 21))),
            "charges.1",
        ),
        passes=(
            charged(charge(code=ROBBERY), poc=poc("E"), court=LEEDS_CROWN),
            charged(
                charge(),
                ended(Result.WITHDRAWN, 2, code=ROBBERY, live=False, left_on=EARLIER),
                victim=NO_VICTIM,
            ),
        ),
    ),
    "R22": stop(
        (
            dropped(
                outcome="discharged_committal",
                urn="13AB1234513",
                charges=[ended(Result.WITHDRAWN, offence_date=date(2013, 1, 7))],
                final_hearing=date(2013, 5, 28),
                finalised_on=date(2013, 5, 29),
            ),
            "outcome",
        ),
        passes=(
            dropped(
                outcome="discharged_committal",
                urn="13AB1234513",
                charges=[ended(Result.WITHDRAWN, offence_date=date(2013, 1, 7))],
                final_hearing=date(2013, 5, 28),
                finalised_on=date(2013, 5, 28),
            ),
        ),
        today=date(2013, 6, 3),
    ),
    "R23": stop(
        (finalisation(outcome="sent_for_trial", charges=[ended(Result.SENT_FOR_TRIAL)], poc=None), "outcome"),
        (finalisation(outcome="remitted_transferred", charges=[ended(Result.REMITTED)], poc=None), "outcome"),
        (finalisation(outcome="finished"), "outcome"),
        (charged(charge(), ended(Result.ADJOURNED, 2)), "charges.2.result"),
        (dropped(charges=[ended(Result.WITHDRAWN), ended(Result.ADJOURNED, 2)]), "charges.2.result"),
        passes=(finalisation(), deceased(), deceased(outcome="sine_die", charges=[ended(Result.ADJOURNED)])),
    ),
    "R24": stop(
        (finalisation(final_hearing=TODAY, finalised_on=TODAY + timedelta(days=1)), "finalised_on"),
        (finalisation(final_hearing=TODAY, finalised_on=FINAL_HEARING), "finalised_on"),
        (finalisation(final_hearing=TODAY + timedelta(days=1)), "final_hearing"),
        (finalisation(final_hearing=None), "final_hearing"),
        (charged(charge(offence_date=date(2026, 11, 21))), "charges.1.offence_date"),
        passes=(finalisation(final_hearing=TODAY), not_charged()),
    ),
    "R25": warn(
        (finalisation(final_hearing=date(2026, 11, 19)), "final_hearing"),
        passes=(finalisation(final_hearing=FINAL_HEARING),),
    ),
    "R26": warn(
        (finalisation(final_hearing=date(2026, 11, 21)), "final_hearing"),
        (finalisation(final_hearing=date(2026, 11, 22)), "final_hearing"),
        (finalisation(final_hearing=date(2026, 11, 20)), "final_hearing"),
        (
            finalisation(
                urn="13AB1234526",
                final_hearing=date(2026, 5, 25),
                finalised_on=date(2026, 5, 26),
                charges=[charge(offence_date=date(2026, 3, 2))],
            ),
            "final_hearing",
        ),
        passes=(finalisation(final_hearing=TODAY),),
        holidays=(FINAL_HEARING,),
    ),
    "R28": warn(
        (
            dropped(
                Result.DISCONTINUED,
                court=LEEDS_CROWN,
                charges=[ended(Result.DISCONTINUED, plea=Plea.NOT_GUILTY)],
            ),
            "charges.1.result",
        ),
        passes=(
            dropped(Result.DISCONTINUED, court=LEEDS_CROWN),
            dropped(Result.DISCONTINUED, charges=[ended(Result.DISCONTINUED, plea=Plea.NOT_GUILTY)]),
        ),
    ),
    "R29": stop(
        (charged(tried()), "outcome"),
        (charged(tried(), outcome="mixed_plea_trial"), "outcome"),
        passes=(
            finalisation(),
            charged(charge(plea=Plea.ADMITS)),
            charged(charge(), tried(2), outcome="mixed_plea_trial"),
        ),
    ),
    "R30": stop(
        (finalisation(outcome="convicted_after_trial"), "outcome"),
        passes=(charged(tried(), outcome="convicted_after_trial"),),
    ),
    "R31": stop(
        (
            charged(ended(Result.PROVED_IN_ABSENCE, plea=Plea.GUILTY), outcome="proved_in_absence"),
            "charges.1.plea",
        ),
        (
            charged(ended(Result.PROVED_IN_ABSENCE, plea=Plea.NOT_GUILTY), outcome="proved_in_absence"),
            "charges.1.plea",
        ),
        (finalisation(outcome="proved_in_absence"), "outcome"),
        passes=(charged(ended(Result.PROVED_IN_ABSENCE), outcome="proved_in_absence"),),
    ),
    "R32": stop(
        (dropped(charges=[charge()]), "outcome"),
        (dropped(charges=[ended(Result.WITHDRAWN), tried(2)], victim=NO_VICTIM), "outcome"),
        (dropped(outcome="committed_for_sentence", reason=None), "outcome"),
        passes=(dropped(), finalisation(outcome="committed_for_sentence")),
    ),
    "R33": stop(
        (
            acquitted_by_jury(charges=[*acquitted_by_jury().charges, ended(Result.ADJOURNED, 2)]),
            "charges.2.result",
        ),
        passes=(acquitted_by_jury(),),
    ),
    "R34": stop(
        (
            charged(
                tried(verdict=Verdict.GUILTY_OF_ALTERNATIVE, result=Result.GUILTY_OF_ALTERNATIVE),
                outcome="convicted_after_trial",
            ),
            "charges.1.verdict",
        ),
        passes=(
            charged(
                tried(verdict=Verdict.GUILTY_OF_ALTERNATIVE, result=Result.GUILTY_OF_ALTERNATIVE),
                tried(2),
                outcome="convicted_after_trial",
            ),
        ),
    ),
    "R35": stop(
        (
            charged(charge(), charge(2, verdict=Verdict.NOT_GUILTY, result=Result.NOT_GUILTY_VERDICT)),
            "charges.2.verdict",
        ),
        passes=(charged(charge(), tried(2, verdict=Verdict.NOT_GUILTY, result=Result.NOT_GUILTY_VERDICT)),),
    ),
    "R36": stop(
        (
            acquitted_by_jury(charges=[acquitted_by_jury().charges[0].model_copy(update={"plea": None})]),
            "outcome",
        ),
        (
            dropped(
                Result.JUDGE_ORDERED,
                court=LEEDS_CROWN,
                outcome="judge_ordered_acquittal",
                charges=[
                    ended(Result.JUDGE_ORDERED),
                    tried(2, verdict=Verdict.NOT_GUILTY, result=Result.NOT_GUILTY_VERDICT),
                ],
            ),
            "outcome",
        ),
        passes=(
            acquitted_by_jury(),
            dropped(Result.JUDGE_ORDERED, court=LEEDS_CROWN, outcome="judge_ordered_acquittal"),
        ),
    ),
    "R37": stop(
        (
            dropped(
                Result.LIE_ON_FILE,
                court=LEEDS_CROWN,
                charges=[ended(Result.LIE_ON_FILE), ended(Result.NO_EVIDENCE_OFFERED, 2)],
            ),
            "outcome",
        ),
        passes=(
            dropped(
                Result.LIE_ON_FILE,
                court=LEEDS_CROWN,
                charges=[
                    ended(Result.LIE_ON_FILE),
                    ended(Result.DISCONTINUED, 2, live=False, left_on=EARLIER),
                ],
            ),
        ),
    ),
    "R38": warn(
        (charged(charge(), ended(Result.WITHDRAWN, 2)), "victim"),
        passes=(
            charged(charge(), ended(Result.WITHDRAWN, 2), victim=NO_VICTIM),
            charged(charge(), ended(Result.WITHDRAWN, 2), victim=letter()),
        ),
    ),
    "R39": warn(
        (dropped(charges=[ended(Result.WITHDRAWN), ended(Result.BOUND_OVER, 2)]), "outcome"),
        (dropped(reason="P11"), "outcome"),
        passes=(dropped(Result.BOUND_OVER, outcome="bind_over", reason="P11"),),
    ),
    "R40": stop(
        (deceased(charges=[charge()]), "outcome"),
        (deceased(charges=[ended(Result.DECEASED, verdict=Verdict.GUILTY)]), "outcome"),
        passes=(deceased(),),
    ),
    "R41": warn(
        (deceased(outcome_date=None), "outcome_date"),
        (deceased(outcome_date=TODAY + timedelta(days=1)), "outcome_date"),
        (deceased(outcome_date=date(2026, 8, 2)), "outcome_date"),
        passes=(deceased(), deceased(outcome_date=date(2026, 8, 3))),
    ),
    "R42": warn(
        (
            deceased(
                outcome="warrant_unexecuted", charges=[ended(Result.WARRANT_UNEXECUTED)], outcome_date=None
            ),
            "outcome_date",
        ),
        passes=(deceased(outcome="warrant_unexecuted", charges=[ended(Result.WARRANT_UNEXECUTED)]),),
    ),
    "R43": stop(
        (finalisation(reason="E4"), "reason"),
        (finalisation(successful=False), "successful"),
        (dropped(successful=True), "successful"),
        passes=(finalisation(), dropped(), deceased()),
    ),
    "R44": warn(
        (dropped(outcome="discontinued"), "outcome"),
        (deceased(charges=[ended(Result.UNTRACED)]), "outcome"),
        passes=(
            dropped(Result.NO_EVIDENCE_OFFERED, court=LEEDS_CROWN, outcome="judge_ordered_acquittal"),
            dropped(),
        ),
    ),
    "R45": stop(
        (dropped(reason=None), "reason"),
        (dropped(reason="E99"), "reason"),
        (not_charged(reason=None), "reason"),
        passes=(dropped(), finalisation(), deceased(), not_charged()),
    ),
    "R46": stop(
        (deceased(reason="A1"), "reason"),
        (deceased(reason="E4"), "reason"),
        (dropped(reason="A3"), "reason"),
        passes=(deceased(reason="A3"), deceased()),
    ),
    "R47": stop(
        (dropped(reason="E8", victim=NO_VICTIM), "reason"),
        (dropped(reason="U1"), "reason"),
        passes=(dropped(reason="E8", victim=letter()),),
    ),
    "R48": warn(
        (dropped(reason="E5", victim=letter()), "reason"),
        (dropped(reason="E6", victim=letter()), "reason"),
        passes=(dropped(reason="E5", victim=NO_VICTIM), dropped(reason="E9", victim=letter())),
    ),
    "R49": stop((acquitted_by_jury(reason="P5"), "reason"), passes=(dropped(reason="P5"),)),
    "R50": stop(
        (dropped(Result.DISCONTINUED, reason="U2"), "reason"),
        passes=(dropped(Result.WITHDRAWN, reason="U2"),),
    ),
    "R52": warn(
        (dropped(disclosure_was_key=True), "disclosure_was_key"),
        (dropped(reason="E12", disclosure_was_key=False), "disclosure_was_key"),
        passes=(dropped(reason="E12", disclosure_was_key=True), dropped(disclosure_was_key=False)),
    ),
    "R53": warn(
        (dropped(reason_note="The victim retracted her statement"), "reason"),
        (dropped(reason_note="witness DNA, no evidence"), "reason"),
        passes=(
            dropped(reason="E8", reason_note="The victim retracted her statement", victim=letter()),
            dropped(reason="E11", reason_note="No DNA evidence against him"),
        ),
    ),
    "R54": stop(
        (dropped(reason="O9"), "reason_note"),
        (dropped(reason="O9", reason_note="see file"), "reason_note"),
        passes=(dropped(reason="O9", reason_note="charged under a repealed Act"),),
    ),
    "R55": stop(
        (acquitted_by_jury(reason="P9", reason_note="caution 3/11/2026"), "reason"),
        (dropped(reason="P9"), "reason_note"),
        (dropped(reason="P9", reason_note="conditional caution"), "reason_note"),
        passes=(
            dropped(reason="P9", reason_note="conditional caution 3/11/2026"),
            dropped(reason="P9", reason_note="conditional caution", outcome_date=FINAL_HEARING),
        ),
    ),
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
        passes=(
            charged(tried(code=MURDER), outcome="convicted_after_trial", court=LEEDS_CROWN, poc=poc("A")),
        ),
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
        passes=(with_offence(BREACH_OF_NON_MOLESTATION, "B", flags=["DOMV"]),),
    ),
    "R68": warn(
        (with_offence("SX03002", "C"), "flags"),
        passes=(with_offence("SX03002", "C", flags=["RAPE"]),),
    ),
    "R69": warn(
        (with_offence("CD98042", "B"), "flags"),
        passes=(with_offence("CD98042", "B", flags=["RAIN"]), with_offence("CD98042", "B", flags=["REIN"])),
    ),
    "R70": warn(
        (with_offence("PK78001", "C"), "flags"),
        passes=(with_offence("PK78001", "C", flags=["CPRO"]),),
    ),
    "R72": warn(
        (with_offence("MS15001", "B"), "flags"),
        (with_offence(BLADE, "B"), "flags"),
        (with_offence("PH97008", "B", flags=["DOMV"]), "flags"),
        (with_offence("SC15005", "B", flags=["DOMV"]), "flags"),
        (with_offence("RT88500", "A"), "flags"),
        passes=(
            with_offence("MS15001", "B", flags=["HUTR"]),
            with_offence("PH97008", "B", flags=["STK", "DOMV"]),
            with_offence("SC15005", "B", flags=["NFS", "DOMV"]),
            with_offence("RT88500", "A", flags=["FATL"]),
        ),
    ),
    "R73": stop((not_charged(flags=[]), "flags"), passes=(not_charged(), finalisation())),
    "R75": stop(
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
        passes=(dropped(victim=letter(enhanced=None)), dropped(victim=letter(), flags=["VIVM"])),
    ),
    "R80": inform(
        (dropped(victim=letter()), "victim"),
        passes=(dropped(victim=NO_VICTIM), finalisation(victim=victim())),
    ),
    "R81": inform(
        (finalisation(victim=victim(letter_owed=True)), "victim.letter_owed"),
        passes=(finalisation(victim=victim()), dropped(victim=letter())),
    ),
    "R82": warn(
        (charged(charge(), ended(Result.REPLACED, 2, replaced_by=1)), "flags"),
        (finalisation(flags=["SUCA"]), "flags"),
        passes=(charged(charge(), ended(Result.REPLACED, 2, replaced_by=1), flags=["SUCA"]),),
    ),
}

FAILING = [
    pytest.param(rule, case, record, where, id=f"{rule}-{number}")
    for rule, case in CASES.items()
    for number, (record, where) in enumerate(case.fails, 1)
]
PASSING = [
    pytest.param(rule, case, record, id=f"{rule}-{number}")
    for rule, case in CASES.items()
    for number, record in enumerate(case.passes, 1)
]


def serious(findings: tuple[Finding, ...]) -> list[Finding]:
    return [*stops(findings), *warns(findings)]


def test_the_table_covers_every_rule_of_the_book():
    assert list(CASES) == [rule.id for rule in RULES]


@pytest.mark.parametrize(("rule", "case", "record", "where"), FAILING)
def test_a_record_that_breaks_one_rule_is_found_by_that_rule_alone(rule, case, record, where):
    findings = check(record, case.around)

    own = [finding for finding in findings if finding.rule == rule]
    assert [finding.field for finding in own] == [where]
    assert [finding for finding in serious(findings) if finding.rule != rule] == []


@pytest.mark.parametrize(("rule", "case", "record"), PASSING)
def test_a_record_that_keeps_the_rule_is_not_stopped_or_warned_of(rule, case, record):
    findings = check(record, case.around)

    assert rule not in {finding.rule for finding in findings}
    assert serious(findings) == []


@pytest.mark.parametrize(
    "filling", [finalisation(), acquitted_by_jury(), deceased(), not_charged(flags=["IVIC"])]
)
@pytest.mark.parametrize(("rule", "case", "record", "where"), FAILING)
def test_what_is_not_settled_yet_changes_nothing_of_an_early_finding(rule, case, record, where, filling):
    settled = next(frozenset(one.fields) for one in RULES if one.id == rule)
    kept = settled | {"stage", "finalised_on"}
    rest = {name: getattr(filling, name) for name in Finalisation.model_fields if name not in kept}

    early = check_partial(record, case.around, settled)

    assert check_partial(record.model_copy(update=rest), case.around, settled) == early


@pytest.mark.parametrize(("rule", "case"), [pytest.param(*item, id=item[0]) for item in CASES.items()])
def test_the_first_failure_of_a_rule_weighs_what_the_table_says(rule, case):
    findings = check(case.fails[0][0], case.around)

    assert [finding.severity for finding in findings if finding.rule == rule] == [case.severity]


@pytest.mark.parametrize(
    ("rule", "number", "severity"),
    [
        ("R21", 1, Severity.WARN),
        ("R31", 1, Severity.WARN),
        ("R41", 1, Severity.STOP),
        ("R41", 2, Severity.STOP),
    ],
)
def test_a_rule_with_two_severities_weighs_each_case_on_its_own(rule, number, severity):
    record, _ = CASES[rule].fails[number]

    assert [finding.severity for finding in check(record, CASES[rule].around)] == [severity]
