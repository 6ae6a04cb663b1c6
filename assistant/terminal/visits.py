"""Where a reader has been: back and forward, as in a browser. Knows no topics."""

from dataclasses import dataclass, field

_AT_MOST = 200


@dataclass
class Visits:
    """The topics opened in one sitting, each as "slug" or "slug#section", and which of them is shown."""

    _targets: list[str] = field(default_factory=list)
    _at: int = -1

    @property
    def here(self) -> str:
        """What is shown, or nothing yet."""
        return self._targets[self._at] if self._targets else ""

    @property
    def can_go_back(self) -> bool:
        """Whether something was shown before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether somebody went back from something."""
        return self._at < len(self._targets) - 1

    def visit(self, target: str) -> None:
        """Open a topic. What was gone back from is forgotten."""
        if target == self.here:
            return
        self._targets = [*self._targets[: self._at + 1], target][-_AT_MOST:]
        self._at = len(self._targets) - 1

    def back(self) -> str:
        """Go back, and give what is shown now."""
        self._at = max(0, self._at - 1) if self._targets else -1
        return self.here

    def forward(self) -> str:
        """Go forward again, and give what is shown now."""
        self._at = min(len(self._targets) - 1, self._at + 1)
        return self.here
