"""Laws of the conversation: whatever is said, nothing crashes, nothing is lost, no broken record is written."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from talking import TODAY, MemoryDesk, conversation, resumed, tables

from assistant.conversation.agenda import key_of_field
from assistant.conversation.settled import open_keys
from assistant.conversation.shown import Kind
from assistant.record.rules import Severity, check, week_of

ANSWERS = [
    "01AB1234526", "34NH0062126", "01AB 12345/26", "John Smith", "SMITH, Jane", "Acme Ltd", "yes", "no", "y", "n", "",
    "leeds mags", "leeds crown", "old bailey", "today", "yesterday", "last friday", "19/11/26", "31/02/26", "1/1/2031",
    "OF61102", "TH68023", "CD71039", "RT88191", "COML025", "PU86003", "s47", "g", "ng", "no plea", "guilty",
    "not guilty", "none", "withdrawn", "no evidence offered", "discontinued", "dismissed", "acquitted", "lie on file",
    "replaced", "warrant", "died", "unfit", "proved in absence", "sent for trial", "1", "2", "3", "12", "A", "B", "K",
    "E8", "O1", "O9", "U1", "victim retracted", "DV", "DOMV, RAPE", "checked with the advocate", "nfa evidential",
    "pre-charge", "charge", "banana", "\x1b[31m", "[/]", "\u202eevil", "😀", "other: a local byelaw offence",
    "crim dam", "assault", "drugs", "possession of class a", "£300", "not known", "none of these",
]  # fmt: skip
COMMANDS = [
    "back", "back 3", "undo", "redo", "skip", "why", "help", "summary", "change", "change court", "change plea",
    "change hearing to 19/11/26", "change offence", "change outcome", "change poc", "change result", "change urn",
    "change stage to no", "change flags to none", "change victim to no", "add charge", "remove charge 1",
    "remove charge 2", "change plea of charge 2 to g", "leave", "look up knife", "card", "about robbery",
    "change offence to gbh", "change offence of charge 2 to theft",
]  # fmt: skip
LIKELY = {
    "urn": ["01AB1234526"], "defendant": ["John Smith", "Acme Ltd"], "date_of_birth": ["", "3/4/1990"],
    "stage": ["yes", "no"], "court": ["leeds mags", "leeds crown"], "hearing": ["last friday"],
    "decision_date": ["last friday"], "sheet": ["yes", "no"], "offence": ["OF61102", "TH68023", "CD71039", "gbh", "1"],
    "offence_date": ["", "3/10/26"], "plea": ["g", "ng", "no plea"], "verdict": ["guilty", "ng", "none"],
    "result": ["1", "2", "3", "4"], "more_charges": ["", "yes", "TH68020"], "live": ["", "no"], "left_on": ["1/11/26"],
    "replaced_by": ["1", "2"], "outcome": ["", "1", "2"], "event_date": [""], "victim": ["yes", "no"],
    "reason": ["1", "2", "3", "O1", "E8", "E4"], "reason_note": ["the court house flooded"],
    "lesser_in_place": ["yes", "no"], "poc": ["", "B", "K"], "poc_note": ["agreed basis"], "flags": ["none", ""],
    "disclosure": ["no", "yes"], "enhanced": ["yes", "no"], "dropped_on": [""], "write": ["yes"],
}  # fmt: skip


class Talk(RuleBasedStateMachine):
    """A person who says anything, mostly what fits."""

    @initialize()
    def start(self) -> None:
        self.desk = MemoryDesk()
        self.talk = conversation(self.desk)
        self.said: list[str] = []
        self.checked = 0

    def say(self, words: str) -> None:
        reply = self.talk.say(words)
        if reply.leave or reply.lookup or reply.card:
            return
        self.said.append(words)
        if self.talk.written is not None:
            self.talk = conversation(self.desk)
            self.said = []

    @rule(pick=st.randoms(use_true_random=False))
    def answer_what_fits(self, pick) -> None:
        key = self.talk.question.key
        name = "override" if key.startswith("override") else key.rpartition(".")[2]
        self.say(pick.choice(LIKELY.get(name, ["the advocate confirmed it"])))

    @rule(pick=st.randoms(use_true_random=False), count=st.integers(5, 25))
    def answer_much_that_fits(self, pick, count: int) -> None:
        for _ in range(count):
            self.answer_what_fits(pick)

    @rule(words=st.sampled_from(ANSWERS))
    def answer_anything(self, words: str) -> None:
        self.say(words)

    @rule(words=st.sampled_from(COMMANDS))
    def command(self, words: str) -> None:
        self.say(words)

    @rule(words=st.text(max_size=60))
    def type_nonsense(self, words: str) -> None:
        self.say(words)

    @rule(words=st.sampled_from(ANSWERS))
    def look_at_suggestions(self, words: str) -> None:
        for suggestion in self.talk.suggestions(words):
            assert suggestion.label

    @rule()
    def close_and_resume(self) -> None:
        question, record, messages = self.talk.question, self.talk.record(), self.talk.messages()
        self.talk = resumed(self.talk, self.desk)
        assert (self.talk.question, self.talk.record(), self.talk.messages()) == (question, record, messages)

    @rule()
    def undo_everything_and_redo_it(self) -> None:
        draft = self.talk.agenda.state.draft
        steps = 0
        while "nothing to undo" not in self.talk.say("back").messages[-1].text and steps < 500:
            steps += 1
        assert set(self.talk.agenda.state.draft) == set()
        for _ in range(steps):
            self.talk.say("redo")
        assert self.talk.agenda.state.draft == draft
        self.said = [message.text for message in self.talk.messages() if message.kind is Kind.SAID]

    @invariant()
    def nothing_said_is_lost(self) -> None:
        kept = [message.text for message in self.talk.messages() if message.kind is Kind.SAID]
        assert len(kept) == len(self.said)

    @invariant()
    def what_is_on_disk_is_what_is_seen(self) -> None:
        if self.talk.is_begun:
            assert self.desk.drafts[self.talk.draft_id] == self.talk.saved()

    @invariant()
    def what_is_called_wrong_is_an_answer_that_stands(self) -> None:
        agenda = self.talk.agenda
        still_open = open_keys(agenda.case)
        for finding in agenda.stops:
            key = key_of_field(finding.field)
            assert key in agenda.state.draft, finding
            assert key not in still_open, finding

    @invariant()
    def no_record_breaks_a_rule(self) -> None:
        for number, record in enumerate(self.desk.records[self.checked :], self.checked):
            before = self.desk.records[:number]
            of_urn = tuple(one for one in before if one.urn == record.urn)
            around = tables().surroundings(TODAY, others=of_urn, week=week_of(before))
            findings = check(record, around)
            assert not [finding for finding in findings if finding.severity is Severity.STOP]
            warned = {finding.rule for finding in findings if finding.severity is Severity.WARN}
            assert warned == {override.rule for override in record.overrides}
        self.checked = len(self.desk.records)

    @invariant()
    def there_is_always_a_question(self) -> None:
        asked = self.talk.question
        assert asked.text
        assert asked.hint
        assert asked.topic
        assert self.talk.record()
        assert self.talk.actions()


TestTalk = Talk.TestCase
TestTalk.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
