"""The table of rules, first half: for each of R1 to R55 records that keep it and records that break it alone."""

from datetime import date, timedelta

from builders import (
    ABH,
    FINAL_HEARING,
    LEEDS_CROWN,
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
)
from rule_kit import (
    ASSAULT_BY_BEATING,
    EARLIER,
    FRAUD,
    LISTED,
    NO_VICTIM,
    REFUSED,
    Case,
    asn,
    charged,
    letter,
    stop,
    stored,
    warn,
)

from assistant.record.kinds import CrownRoute, Custody, TrialReached
from assistant.record.model import Finalisation, Trial
from assistant.record.rules import Severity, Week
from knowledge.pleas import Plea, Verdict
from knowledge.results import ChargeResult as Result


def in_crown_court(**of_the_defendant: object) -> Finalisation:
    """A guilty plea in the Crown Court, where no age is out of place."""
    return finalisation(court=LEEDS_CROWN, defendant=person(**of_the_defendant))


def at_large(**changes: object) -> Finalisation:
    """A defendant for whom a warrant is out."""
    out = {"outcome": "warrant_unexecuted", "charges": [ended(Result.WARRANT_UNEXECUTED)]}
    return deceased(**{**out, **changes})


def directed(trial: Trial | None) -> Finalisation:
    """An acquittal that the judge directed."""
    charges = [tried(code=ROBBERY, verdict=Verdict.NOT_GUILTY, result=Result.JUDGE_DIRECTED)]
    return acquitted_by_jury(outcome="judge_directed_acquittal", charges=charges, reason="O2", trial=trial)


def other(**changes: object) -> Finalisation:
    """A case dropped for another reason than those of the list."""
    return dropped(**{"reason": "O9", "reason_note": "charged under a repealed Act", **changes})


CASES_OF_CHARGES_AND_OUTCOME: dict[str, Case] = {
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
    "R5": warn(
        (finalisation(defendant=person(asn="nonsense")), "defendant.asn"),
        (finalisation(defendant=person(asn=asn(letter_="A"))), "defendant.asn"),
        (finalisation(defendant=person(asn=asn(serial=0))), "defendant.asn", Severity.INFORM),
        passes=(finalisation(), finalisation(defendant=person(asn=asn()))),
    ),
    "R6": warn(
        (finalisation(defendant=person(asn=asn("20"))), "defendant.asn"),
        passes=(
            finalisation(defendant=person(asn=asn())),
            finalisation(urn="01AB1234526", defendant=person(asn=asn("02"))),
        ),
    ),
    "R7": stop(
        (finalisation(), "urn"),
        (stored(finalisation(), "FIN-2"), "urn"),
        (finalisation(urn="13 ab 12345 26", defendant=person("SMITH")), "urn"),
        passes=(
            stored(finalisation()),
            finalisation(second_record="re-trial on severed counts"),
            finalisation(defendant=person("Jones")),
            charged(charge(code=ABH), poc=poc("B")),
        ),
        others=(stored(finalisation()),),
    ),
    "R7 twins of name": stop(
        (finalisation(), "urn"),
        (finalisation(defendant=person(date_of_birth=date(1960, 1, 1))), "urn"),
        passes=(finalisation(defendant=person(date_of_birth=date(1990, 1, 1))),),
        others=(stored(finalisation(defendant=person(date_of_birth=date(1960, 1, 1)))),),
    ),
    "R8": stop(
        (finalisation(defendant=person(" ")), "defendant.surname"),
        (finalisation(defendant=person("S" * 36)), "defendant.surname"),
        (finalisation(defendant=organisation(None)), "defendant.organisation"),
        (finalisation(defendant=organisation("B" * 101)), "defendant.organisation"),
        (finalisation(defendant=organisation(date_of_birth=date(1990, 1, 1))), "defendant.date_of_birth"),
        (finalisation(defendant=organisation(custody=Custody.ON_BAIL)), "defendant.custody"),
        (deceased(defendant=organisation()), "outcome"),
        passes=(
            finalisation(defendant=organisation(custody=Custody.NEITHER)),
            finalisation(defendant=person(custody=Custody.IN_CUSTODY)),
            finalisation(defendant=person("S" * 35)),
            finalisation(defendant=organisation("B" * 100)),
        ),
    ),
    "R9": stop(
        (in_crown_court(date_of_birth=date(2026, 8, 3)), "defendant.date_of_birth"),
        (in_crown_court(date_of_birth=date(2016, 8, 4)), "defendant.date_of_birth"),
        (finalisation(defendant=person(date_of_birth=date(2008, 11, 21))), "youth_court", Severity.WARN),
        (
            finalisation(defendant=person(date_of_birth=date(2008, 11, 21)), youth_court=False),
            "youth_court",
            Severity.WARN,
        ),
        (
            finalisation(defendant=person(date_of_birth=date(1990, 1, 1)), youth_court=True),
            "youth_court",
            Severity.WARN,
        ),
        (
            finalisation(
                defendant=person(date_of_birth=date(2008, 9, 1)),
                first_hearing=date(2026, 9, 1),
                youth_court=True,
            ),
            "youth_court",
            Severity.WARN,
        ),
        (
            finalisation(defendant=person(date_of_birth=date(2008, 9, 1)), first_hearing=date(2026, 8, 31)),
            "youth_court",
            Severity.WARN,
        ),
        passes=(
            in_crown_court(date_of_birth=date(2016, 8, 3)),
            finalisation(defendant=person(date_of_birth=date(2016, 8, 3)), youth_court=True),
            finalisation(defendant=person(date_of_birth=date(2008, 11, 20))),
            finalisation(
                defendant=person(date_of_birth=date(2008, 9, 1)),
                first_hearing=date(2026, 8, 31),
                youth_court=True,
            ),
        ),
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
        (charged(charge(substituted=True)), "charges.1.substituted"),
        passes=(
            charged(charge(), ended(Result.REPLACED, 2, replaced_by=1), flags=["SUCA"]),
            charged(charge(substituted=True), ended(Result.REPLACED, 2, replaced_by=1), flags=["SUCA"]),
        ),
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
    "R20": stop(
        (
            charged(
                tried(code=ASSAULT_BY_BEATING),
                outcome="convicted_after_trial",
                court=LEEDS_CROWN,
                poc=poc("B"),
            ),
            "crown_route",
        ),
        (
            charged(charge(code=ASSAULT_BY_BEATING), court=LEEDS_CROWN, poc=poc("B")),
            "crown_route",
            Severity.WARN,
        ),
        passes=(
            charged(charge(code=ASSAULT_BY_BEATING), poc=poc("B")),
            charged(charge(code=ABH), charge(2, code=ASSAULT_BY_BEATING), court=LEEDS_CROWN, poc=poc("B")),
            charged(
                tried(code=ASSAULT_BY_BEATING),
                outcome="convicted_after_trial",
                court=LEEDS_CROWN,
                poc=poc("B"),
                crown_route=CrownRoute.LINKED,
            ),
            charged(
                charge(code=ASSAULT_BY_BEATING),
                court=LEEDS_CROWN,
                poc=poc("B"),
                crown_route=CrownRoute.COMMITTED,
            ),
        ),
    ),
    "R21": stop(
        (charged(charge(code=ROBBERY), poc=poc("E")), "charges.1"),
        (
            charged(
                charge(code=ROBBERY),
                poc=poc("E"),
                defendant=person(date_of_birth=date(2008, 11, 21)),
                youth_court=True,
            ),
            "charges.1",
            Severity.WARN,
        ),
        (charged(charge(code=ROBBERY), poc=poc("E"), youth_court=True), "charges.1", Severity.WARN),
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
        (at_large(outcome_date=FINAL_HEARING, next_hearing=TODAY), "next_hearing"),
        passes=(
            finalisation(),
            deceased(),
            deceased(outcome="sine_die", charges=[ended(Result.ADJOURNED)]),
            at_large(outcome_date=FINAL_HEARING),
            at_large(outcome_date=FINAL_HEARING, next_hearing=FINAL_HEARING),
            at_large(next_hearing=TODAY),
        ),
    ),
    "R24": stop(
        (finalisation(final_hearing=TODAY, finalised_on=TODAY + timedelta(days=1)), "finalised_on"),
        (finalisation(final_hearing=TODAY, finalised_on=FINAL_HEARING), "finalised_on"),
        (finalisation(final_hearing=TODAY + timedelta(days=1)), "final_hearing"),
        (finalisation(final_hearing=None), "final_hearing"),
        (charged(charge(offence_date=date(2026, 11, 21))), "charges.1.offence_date"),
        (charged(charge(charged_on=date(2026, 11, 21))), "charges.1.charged_on"),
        (finalisation(first_hearing=date(2026, 11, 21)), "first_hearing"),
        passes=(
            finalisation(final_hearing=TODAY),
            not_charged(),
            charged(charge(charged_on=FINAL_HEARING), first_hearing=FINAL_HEARING),
        ),
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
    "R27": stop(
        (
            charged(charge(convicted_on=FINAL_HEARING, sentenced_on=date(2026, 11, 19))),
            "charges.1.sentenced_on",
        ),
        (
            charged(charge(pleaded_on=FINAL_HEARING, sentenced_on=date(2026, 11, 19))),
            "charges.1.sentenced_on",
        ),
        (charged(charge(pleaded_on=TODAY + timedelta(days=1))), "charges.1.pleaded_on"),
        passes=(
            charged(charge(pleaded_on=EARLIER, convicted_on=EARLIER, sentenced_on=FINAL_HEARING)),
            charged(
                tried(pleaded_on=TODAY + timedelta(days=1), sentenced_on=FINAL_HEARING),
                outcome="convicted_after_trial",
            ),
        ),
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
        (
            dropped(Result.DISCONTINUED, court=LEEDS_CROWN, trial=Trial(indictment_on=EARLIER)),
            "charges.1.result",
        ),
        (
            dropped(Result.DISCONTINUED, court=LEEDS_CROWN, trial=Trial(began_on=FINAL_HEARING)),
            "charges.1.result",
        ),
        (dropped(Result.DISCONTINUED, trial=Trial(began_on=EARLIER)), "charges.1.result"),
        passes=(
            dropped(
                Result.DISCONTINUED,
                court=LEEDS_CROWN,
                outcome_date=EARLIER,
                trial=Trial(indictment_on=EARLIER),
            ),
            dropped(Result.DISCONTINUED, trial=Trial(indictment_on=EARLIER)),
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
            Severity.WARN,
        ),
        (finalisation(outcome="proved_in_absence"), "outcome"),
        (charged(ended(Result.PROVED_IN_ABSENCE), outcome="proved_in_absence", present=True), "present"),
        passes=(
            charged(ended(Result.PROVED_IN_ABSENCE), outcome="proved_in_absence"),
            charged(ended(Result.PROVED_IN_ABSENCE), outcome="proved_in_absence", present=False),
        ),
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
        passes=(
            charged(charge(), tried(2, verdict=Verdict.NOT_GUILTY, result=Result.NOT_GUILTY_VERDICT)),
            charged(
                charge(),
                charge(2, verdict=Verdict.NOT_GUILTY, result=Result.NOT_GUILTY_VERDICT, plea_vacated=True),
            ),
        ),
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
        (acquitted_by_jury(trial=Trial(arraigned=False)), "trial.arraigned"),
        (directed(Trial(reached=TrialReached.NOT_BEGUN)), "trial.reached"),
        (directed(Trial(reached=TrialReached.JURY_SWORN)), "trial.reached"),
        passes=(
            acquitted_by_jury(),
            acquitted_by_jury(trial=Trial(arraigned=True)),
            directed(Trial(reached=TrialReached.EVIDENCE_BEGUN)),
            directed(None),
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
        (deceased(outcome_date=TODAY + timedelta(days=1)), "outcome_date", Severity.STOP),
        (deceased(outcome_date=date(2026, 8, 2)), "outcome_date", Severity.STOP),
        (deceased(outcome_proof=None), "outcome_proof"),
        passes=(deceased(), deceased(outcome_date=date(2026, 8, 3))),
    ),
    "R42": warn(
        (at_large(outcome_date=None), "outcome_date"),
        (at_large(warrant_executed_on=FINAL_HEARING), "warrant_executed_on"),
        (at_large(present=True), "present", Severity.STOP),
        passes=(at_large(), at_large(present=False)),
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
        (dropped(charges=[ended(Result.WITHDRAWN, court_result="2053")]), "charges.1.court_result"),
        (dropped(charges=[ended(Result.WITHDRAWN, court_result="ABCD")]), "charges.1.court_result"),
        passes=(
            dropped(charges=[ended(Result.WITHDRAWN, court_result="2051")]),
            charged(charge(court_result="1015")),
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
        (dropped(reason="U1", trial=LISTED), "reason"),
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
        (dropped(Result.WITHDRAWN, reason="U2"), "trial.listed"),
        (dropped(Result.WITHDRAWN, reason="U2", trial=Trial(listed=False)), "trial.listed"),
        passes=(dropped(Result.WITHDRAWN, reason="U2", trial=LISTED),),
    ),
    "R51": stop(
        (dropped(reason="U3"), "trial.adjournment_refused"),
        (dropped(reason="U3", trial=LISTED), "trial.adjournment_refused"),
        (dropped(reason="U3", trial=Trial(adjournment_refused=False)), "trial.adjournment_refused"),
        passes=(dropped(reason="U3", trial=REFUSED), dropped()),
    ),
    "R52": warn(
        (dropped(disclosure_was_key=True), "disclosure_was_key"),
        (dropped(reason="E12", disclosure_was_key=False), "disclosure_was_key"),
        passes=(
            dropped(reason="E12", disclosure_was_key=True),
            dropped(disclosure_was_key=False),
            not_charged(reason="E12"),
        ),
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
    "R54 share": warn(
        (other(), "reason"),
        passes=(dropped(),),
        week=Week(with_reason=9, other=2),
    ),
    "R54 within the share": stop(
        (other(reason_note=None), "reason_note"),
        passes=(other(),),
        week=Week(with_reason=9, other=1),
    ),
    "R54 few records": stop(
        (other(reason_note=None), "reason_note"),
        passes=(other(),),
        week=Week(with_reason=8, other=8),
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
}
