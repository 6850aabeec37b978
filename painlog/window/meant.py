"""Lines whose text means a time or a day: what cannot be read stays in them, with the reason beside it."""

from PySide6.QtWidgets import QWidget

from painlog.window.fields import Field
from painlog.window.reasons import Reason


class MeantField(Field):
    """A line whose text means something; it is taken when the field is left or Enter is pressed."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        """Make an empty line, with no place for a reason yet."""
        super().__init__(name, parent)
        self.reason: Reason | None = None
        """Where it stands why the text cannot be read; without one the line goes back to what it was."""
        self.editingFinished.connect(self.settle)
        self.textEdited.connect(self.say_nothing)

    @property
    def keeps_what_is_wrong(self) -> bool:
        """Whether what cannot be read stays, for there is a place to say why."""
        return self.reason is not None

    def say_in(self, reason: Reason) -> None:
        """Let what cannot be read stay in the field, and the reason stand in `reason`."""
        self.reason = reason

    def take(self) -> str:
        """Take what was typed; return why it cannot be taken, nothing where it was."""
        raise NotImplementedError

    def settle(self) -> bool:
        """Take what was typed; tell whether it could be, and say beside the field why not."""
        why = self.take()
        if self.reason is not None and why != self.reason.text():
            self.reason.say(why)
        return not why

    def say_nothing(self) -> None:
        """Take the reason back: the field says something else now."""
        if self.reason is not None:
            self.reason.say("")


def first_unread(within: QWidget) -> MeantField | None:
    """Take what was typed in the fields that are shown; give the keyboard to the first that cannot be read.

    Whoever is about to save asks this first: None is the answer with which it can go on.
    """
    for field in within.findChildren(MeantField):
        if field.isVisibleTo(within) and not field.settle():
            field.setFocus()
            if field.reason is not None:
                field.reason.come_into_view()
            return field
    return None
