"""What is in the menus. Their names stand in the window from the start; the rest once it was painted."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from painlog.window.doors import Tab
from painlog.window.edge import ICON, Edge
from painlog.window.files import Files
from painlog.window.look import TEXT_SIZES, LookName
from painlog.window.looking import Looking
from painlog.window.main_window import MainWindow, tab_names
from painlog.window.menu import Menu, as_typed
from painlog.window.preferences import is_reachable
from painlog.window.reminders import Reminder
from painlog.window.settings import Settings, look_names
from painlog.window.today.chart_frame import DAY_BY_DAY, TIMELINE
from painlog.window.today.periods import Period
from painlog.window.tray import Tray
from painlog.words import acts
from painlog.words.amounts import dose_name, percent
from painlog.words.language import filled
from painlog.words.shortening import shortened
from painlog.words.taking import told_apart

translate = QCoreApplication.translate

Pressed: TypeAlias = Callable[[], object]
Worn = TypeVar("Worn", LookName, int)
_MOST_MEDICINES = 9
_LONGEST_NAME = 48
"""So many letters of a name stand in a menu: a longer one would push its keys off the screen."""


class Menus(QObject):
    """The five menus of the window."""

    def __init__(self, window: MainWindow, looking: Looking) -> None:
        """Take the menus of the window, which have their names and are empty."""
        super().__init__(window)
        self._window = window
        self._looking = looking
        self.files = Files(window)
        self.journal, self.edit, self.entry, self.view, self.help = window.menus
        self._fill_journal()
        self._fill_edit()
        self._fill_entry()
        self._fill_view()
        self._fill_help()

    def _fill_journal(self) -> None:
        menu, files = self.journal, self.files
        _add(menu, translate("Menus", "New journal…"), files.new, "Ctrl+N")
        _add(menu, translate("Menus", "Open journal…"), files.open, "Ctrl+O")
        self._recent = _under(menu, translate("Menus", "Open again"))
        self._recent.aboutToShow.connect(self._fill_recent)
        _add(menu, translate("Menus", "Open the sample journal"), files.open_sample)
        menu.addSeparator()
        _add(menu, translate("Menus", "Import…"), files.import_)
        _add(menu, translate("Menus", "Export…"), files.export)
        _add(menu, translate("Menus", "Print…"), self._window.print_page, "Ctrl+P")
        menu.addSeparator()
        _add(menu, translate("Menus", "Back up…"), files.back_up)
        _add(menu, translate("Menus", "Restore from a backup…"), files.restore)
        menu.addSeparator()
        _add(menu, translate("Menus", "Lock now"), self._window.doors.lock, "Ctrl+L")
        _add(menu, translate("Menus", "Passphrase and lock…"), self._window.doors.passphrase)
        menu.addSeparator()
        _add(menu, translate("Menus", "Close the window"), self._window.close, "Ctrl+W")
        self.quit = _add(menu, translate("Menus", "Quit"), self._window.close, "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _settings(self) -> None:
        Settings(self._looking, self._window).ask_once()

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._window.preferences.recent:
            opens = partial(self._window.doors.open_journal, path)
            name, is_there = as_typed(path.name), is_reachable(path)
            said = name if is_there else filled(translate("Menus", "%1 (not reachable now)", "a file"), name)
            again = _add(self._recent, said, opens)
            again.setToolTip(str(path))
            again.setEnabled(is_there)
        self._recent.setToolTipsVisible(True)

    def _fill_edit(self) -> None:
        menu, window = self.edit, self._window
        self.undo = _add(menu, translate("Menus", "Undo"), window.answers.undo, "Ctrl+Z")
        self.redo = _add(menu, translate("Menus", "Redo"), window.answers.redo, "Ctrl+Shift+Z")
        menu.addSeparator()
        _add(menu, translate("Menus", "Find…"), window.find_entries, "Ctrl+F")
        menu.addSeparator()
        _add(menu, translate("Menus", "Settings…"), self._settings, "Ctrl+,")
        _add(menu, translate("Menus", "About me…"), self._ask_about_me)
        questions = self._on_today(window.today.go_to_first_questions)
        _add(menu, translate("Menus", "Three questions to begin…"), questions)
        menu.aboutToShow.connect(self._name_undo)
        menu.aboutToHide.connect(self._enable_undo)

    def _ask_about_me(self) -> None:
        told = self._window.doors.about_me(self._window, self._window.journal.patient())
        if told is not None:
            self._window.answers.describe(told)

    def _name_undo(self) -> None:
        """Say what would be taken back, or that nothing would be."""
        journal = self._window.journal
        undo, redo = journal.undoable, journal.redoable
        medicine = self._window.status.medicine_of
        undo_words = acts.undo(undo, medicine(undo)) if undo else translate("Menus", "Undo")
        if asked := self._window.bar.asked:
            undo_words = acts.undo_of(asked)
        redo_words = acts.redo(redo, medicine(redo)) if redo else translate("Menus", "Redo")
        self.undo.setText(as_typed(undo_words))
        self.redo.setText(as_typed(redo_words))
        self.undo.setEnabled(undo is not None or bool(asked))
        self.redo.setEnabled(redo is not None or self._window.bar.has_taken_back)

    def _enable_undo(self) -> None:
        """Enable both while the menu is closed: a shortcut does not open it first."""
        for action in (self.undo, self.redo):
            action.setEnabled(True)

    def _fill_entry(self) -> None:
        menu, quick = self.entry, self._window.today.quick
        flare_ups = quick.flare_ups
        self.flare_up_now = _add(
            menu, translate("Menus", "Flare-up now"), self._on_today(flare_ups.start), "F5"
        )
        _add(menu, translate("Menus", "Flare-up 10 min ago"), self._on_today(flare_ups.ago[0].click), "F6")
        _add(menu, translate("Menus", "Flare-up 30 min ago"), self._on_today(flare_ups.ago[1].click), "F7")
        _add(menu, translate("Menus", "Flare-up earlier…"), self._on_today(flare_ups.go_earlier), "F8")
        _add(menu, translate("Menus", "It came back"), self._on_today(flare_ups.start_again), "Shift+F6")
        _add(menu, translate("Menus", "It is easing"), self._as_it_is(flare_ups.ease), "Shift+F5")
        _add(menu, translate("Menus", "It is over"), self._as_it_is(flare_ups.end), "Ctrl+F5")
        menu.addSeparator()
        self._medicines = menu.addSeparator()
        self._medicine_actions: list[QAction] = []
        activities = self._on_today(quick.open_activities)
        _add(menu, translate("Menus", "Did something…"), activities, "Ctrl+D")
        _add(menu, translate("Menus", "Physical therapy"), quick.record_therapy, "Ctrl+T")
        _add(menu, translate("Menus", "How is it now?"), self._on_today(quick.open_check_in), "Ctrl+B")
        _add(menu, translate("Menus", "No flare-up today"), quick.record_none_today, "F9")
        _add(menu, translate("Menus", "Evening check…"), self._on_today(quick.open_evening), "Ctrl+E")
        _add(menu, translate("Menus", "Note…"), self._on_today(quick.open_note), "Ctrl+Shift+N")
        self.name_medicines()
        self._window.today.refreshed.connect(self.name_medicines)

    def name_medicines(self) -> None:
        """Give each medicine's button its command, named as it is: Ctrl+Shift+1 for the oldest, and so on."""
        present = self._window.today.present
        shown, day = present.keyed[:_MOST_MEDICINES], present.now.date()
        doses = [dose_name(medicine, medicine.usual_amount(day)) for medicine in shown]
        doses = told_apart(shown, [shortened(dose, _LONGEST_NAME) for dose in doses])
        names = [as_typed(dose) for dose in doses]
        if names == [action.text() for action in self._medicine_actions]:
            return
        for action in self._medicine_actions:
            self.entry.removeAction(action)
            action.deleteLater()
        take = self._window.today.quick.medicines.take
        self._medicine_actions = [
            _add(
                self.entry,
                name,
                self._as_it_is(partial(take, medicine.id)),
                f"Ctrl+Shift+{place}",
            )
            for place, (medicine, name) in enumerate(zip(shown, names, strict=True), 1)
        ]
        self.entry.insertActions(self._medicines, self._medicine_actions)

    def _fill_view(self) -> None:
        menu, window = self.view, self._window
        for place, (tab, name) in enumerate(zip(Tab, tab_names(), strict=True), 1):
            _add(menu, name, partial(window.show_tab, tab), f"Ctrl+{place}")
        menu.addSeparator()
        chart = window.today.chart
        for words, view in (
            (translate("Menus", "Timeline"), TIMELINE),
            (translate("Menus", "Day by day"), DAY_BY_DAY),
        ):
            _add(menu, words, self._on_today(partial(chart.choose_view, view)))
        days = _under(menu, translate("Menus", "Days that are shown"))
        for period, words in _period_names().items():
            _add(days, words, self._on_today(partial(chart.choose_period, period)))
        menu.addSeparator()
        self._fill_looks(_under(menu, translate("Menus", "Look")))
        self._fill_sizes(_under(menu, translate("Menus", "Text size")))
        self._fill_edge(_under(menu, translate("Menus", "Icon and reminders")))
        menu.addSeparator()
        _add(menu, translate("Menus", "Full screen"), window.turn_full_screen, "F11")

    def _fill_looks(self, menu: QMenu) -> None:
        looking = self._looking
        _offer(menu, look_names(), looking.choose, lambda: looking.name)

    def _fill_sizes(self, menu: QMenu) -> None:
        looking = self._looking
        _add(menu, translate("Menus", "Larger"), looking.larger, "Ctrl++").setShortcuts(
            [QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")]
        )
        _add(menu, translate("Menus", "Smaller"), looking.smaller, "Ctrl+-")
        _add(menu, translate("Menus", "Usual size"), looking.usual, "Ctrl+0")
        menu.addSeparator()
        sizes = {size: percent(size) for size in TEXT_SIZES}
        _offer(menu, sizes, looking.choose_percent, lambda: looking.percent)

    def _fill_edge(self, menu: QMenu) -> None:
        """Offer the icon at the edge of the screen, and each reminder for itself: all are off at first."""
        self.edge = Edge(
            self._window.journal, self._window.preferences, self.quick_actions, self.quit, self._window
        )
        self.edge.tray.window_asked.connect(self._window.come_forward)
        self.edge.tray.reminder_pressed.connect(self._answer_reminder)
        self._window.today.quick.opened.connect(self.edge.see_opened)
        self._window.closed.connect(self.edge.stop)
        names = {
            ICON: translate("Menus", "Icon at the edge of the screen"),
            Reminder.EVENING_CHECK: translate("Menus", "Remind me of the evening check"),
            Reminder.PATCH_CHANGE: translate("Menus", "Remind me when a patch is to be changed"),
            Reminder.IS_IT_OVER: translate("Menus", "Ask whether a long flare-up is over"),
        }
        for name, words in names.items():
            action = _add(menu, words, partial(self._turn_edge, str(name)))
            action.setCheckable(True)
            action.setData(str(name))
        menu.addSeparator()
        self._no_place = menu.addAction(translate("Menus", "This desktop has no place for an icon"))
        self._no_place.setEnabled(False)
        menu.aboutToShow.connect(partial(self._tick_edge, menu))

    def _answer_reminder(self, reminder: Reminder) -> None:
        """Open what a reminder is about: the evening check, or Today with the flare-up or the patch."""
        self._window.show_tab(Tab.TODAY)
        quick = self._window.today.quick
        if reminder is Reminder.EVENING_CHECK:
            quick.open_evening()

    def _tick_edge(self, menu: QMenu) -> None:
        """Tick what is on; where the desktop shows no icons, say so."""
        is_possible = Tray.is_possible()
        self._no_place.setVisible(not is_possible)
        for action in menu.actions():
            if action.isCheckable():
                action.setChecked(self.edge.is_on(str(action.data())))
                action.setEnabled(is_possible or action.isChecked())

    def _turn_edge(self, name: str) -> None:
        self.edge.turn(name, on=not self.edge.is_on(name))

    def quick_actions(self) -> list[QAction]:
        """Return the commands that the icon offers: a flare-up, and each medicine."""
        return [self.flare_up_now, *self._medicine_actions]

    def _fill_help(self) -> None:
        menu, open_help = self.help, self._window.open_help
        _add(menu, translate("Menus", "How to use Painlog"), partial(open_help, "how-to"), "F1")
        _add(menu, translate("Menus", "About the patterns"), partial(open_help, "patterns"))
        _add(menu, translate("Menus", "When to seek help now"), partial(open_help, "seek-help"))
        _add(menu, translate("Menus", "About Painlog"), partial(open_help, "about"))

    def _as_it_is(self, pressed: Pressed) -> Pressed:
        """Return `pressed` with Today, which another tab may hide, knowing how things are by now."""

        def caught_up() -> None:
            self._window.today.catch_up()
            pressed()

        return caught_up

    def _on_today(self, pressed: Pressed) -> Pressed:
        """Return `pressed` with the tab Today brought to the front first; the window may be out of sight."""

        def turned() -> None:
            self._window.show_tab(Tab.TODAY)
            self._window.today.catch_up()
            pressed()

        return turned


def _add(menu: QMenu, words: str, pressed: Pressed, keys: str = "") -> QAction:
    """Put a command into a menu; `keys` is its shortcut, which counts once however long it is held."""
    action = QAction(words, menu)
    action.setAutoRepeat(False)
    if keys:
        action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda _checked=False: pressed())
    menu.addAction(action)
    return action


def _offer(
    menu: QMenu, names: Mapping[Worn, str], choose: Callable[[Worn], None], worn: Callable[[], Worn]
) -> None:
    """Put commands into a menu of which one is chosen; it is ticked when the menu opens."""
    group = QActionGroup(menu)
    actions = {each: _add(menu, words, partial(choose, each)) for each, words in names.items()}
    for action in actions.values():
        action.setCheckable(True)
        group.addAction(action)

    def tick() -> None:
        for each, action in actions.items():
            action.setChecked(each == worn())

    menu.aboutToShow.connect(tick)


def _under(menu: QMenu, words: str) -> Menu:
    """Put a menu of its own under a menu."""
    below = Menu(words, menu)
    menu.addMenu(below)
    return below


def _period_names() -> dict[Period, str]:
    return {
        Period.DAY: translate("Menus", "One day"),
        Period.TWO_WEEKS: translate("Menus", "Two weeks"),
        Period.THREE_MONTHS: translate("Menus", "Three months"),
        Period.ALL: translate("Menus", "All"),
        Period.SINCE_APPOINTMENT: translate("Menus", "Since the last appointment"),
    }
