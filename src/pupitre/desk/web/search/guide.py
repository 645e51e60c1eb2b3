"""What each page answers, where its figures come from, what to do next."""

# ruff: noqa: E501 - a page of help reads better with one line per sentence

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pupitre.kernel import N_, Text


@dataclass(frozen=True, slots=True)
class Guide:
    """The help of one page.

    Args:
        question: The one question it answers. figures: Where its figures come from. then: What to do next.
        keys: Keys of this page only, with what they do.
    """

    question: Text
    figures: Text
    then: Text
    keys: tuple[tuple[str, Text], ...] = ()


MOVE: Final = (
    ("j", Text(N_("Next finding"))),
    ("k", Text(N_("Finding before"))),
    ("Enter", Text(N_("Open the finding chosen"))),
)
ACTS: Final = (
    ("1", Text(N_("Understand the finding chosen"))),
    ("2", Text(N_("Decide about it"))),
    ("3", Text(N_("Entrust it"))),
    ("4", Text(N_("Set it aside"))),
)
SHOW: Final = (("p", Text(N_("Present this page"))),)
EVERYWHERE: Final = (
    ("Ctrl K", Text(N_("Search and commands"))),
    ("/", Text(N_("Search and commands"))),
    ("?", Text(N_("Help about this page"))),
    ("g d", Text(N_("Go to the desk"))),
    ("g s", Text(N_("Go to the strategy map"))),
    ("g k", Text(N_("Go to the KPIs"))),
    ("g p", Text(N_("Go to the projects"))),
    ("g c", Text(N_("Go to the capacity"))),
    ("g e", Text(N_("Go to the decisions"))),
    ("g a", Text(N_("Go to my actions"))),
    ("g i", Text(N_("Go to the data"))),
    ("n d", Text(N_("Record a decision"))),
    ("n o", Text(N_("Add an objective"))),
    ("n p", Text(N_("Add a project"))),
    ("n i", Text(N_("Import files"))),
    ("Esc", Text(N_("Close what is open"))),
)
FILES: Final = Text(
    N_("Each figure comes from a file or a row that you can open: select the figure to see its formula, its rows, its file and its age.")
)
ANY: Final = Guide(
    Text(N_("What does this page show?")),
    FILES,
    Text(N_("Search with Ctrl K to reach any screen, any project, any objective or any person in charge.")),
)

GUIDES: Final[dict[str, Guide]] = {
    "desk:home": Guide(
        Text(N_("What deserves my attention today?")),
        Text(N_("The domains examine the data after each import. A finding is ranked by the money at stake over twelve months and how sure it is.")),
        Text(N_("Start with the first finding: understand it, then decide, entrust it, or set it aside with a reason. Seven are shown at most.")),
        (*MOVE, *ACTS, *SHOW),
    ),
    "desk:findings": Guide(
        Text(N_("What was found, and what became of it?")),
        Text(N_("Every finding of the last examination, with those set aside and those closed by newer data.")),
        Text(N_("Narrow the list by state or domain, keep it as a view, or export it to Excel.")),
        (*MOVE, *ACTS),
    ),
    "desk:finding": Guide(
        Text(N_("Why is this a problem, how sure is it, and what can be done?")),
        Text(N_("The rows shown as proof, each with its file and line; the method page gives the formula and its limits.")),
        Text(N_("Compare the options, doing nothing included, then decide or entrust it.")),
        ACTS[1:],
    ),
    "strategy:home": Guide(
        Text(N_("Are we all going the same way?")),
        Text(N_("Objectives, their weights and their key results come from your files or from what was entered here; money and days come from the projects linked to them.")),
        Text(N_("Open the objective that lags most, or link the projects that serve none yet.")),
        SHOW,
    ),
    "strategy:objective": Guide(
        Text(N_("How far is this objective, why, and what can be done?")),
        Text(N_("The way done comes from its key results, the time gone by from its dates, the causes from the findings about its projects and KPIs.")),
        Text(N_("Follow a cause to its project or KPI, then decide from there.")),
        SHOW,
    ),
    "performance:home": Guide(
        Text(N_("What really moved?")),
        Text(N_("Each KPI is compared with its own past: the limits tell an ordinary variation from a real change.")),
        Text(N_("Open the KPIs that carry a signal first; leave the others alone.")),
    ),
    "performance:kpi": Guide(
        Text(N_("Did this KPI really change, since when, and what came before?")),
        Text(N_("The readings of your files, the targets in force at each date, and the decisions taken, at their date.")),
        Text(N_("Look for a decision or an event just before the change, then decide if the change is unwanted.")),
    ),
    "portfolio:home": Guide(
        Text(N_("Which projects will keep their word?")),
        Text(N_("The finish is simulated from the tasks, else from the pace and the reports of each project: one chance in two, and four chances in five.")),
        Text(N_("Open the projects declared green that finish late, then decide: more means, a later date, less content, or a stop.")),
        SHOW,
    ),
    "portfolio:project": Guide(
        Text(N_("Will this project keep its word, and what holds it back?")),
        Text(N_("Its tasks, its reports and its spending, as your files give them.")),
        Text(N_("Ask its owner about the tasks that drive the finish, or decide on its date and means.")),
    ),
    "portfolio:capacity": Guide(
        Text(N_("Where will hands be missing?")),
        Text(N_("Hours asked by the projects against hours available, by skill and week. No figure is about a single person.")),
        Text(N_("Move, borrow, train or hire where the load passes what is available for several weeks.")),
    ),
    "processes:home": Guide(
        Text(N_("Where does work wait?")),
        Text(N_("The log of each process: one line per step done. Nothing is declared, and no figure is about a person.")),
        Text(N_("Open the process that waits most, then look at the step or the path that stands out on its map.")),
    ),
    "processes:process": Guide(
        Text(N_("Where do its cases wait, come back, and differ?")),
        Text(N_("Its log, as the last examination read it; cases chosen by a filter are computed again in the same way.")),
        Text(N_("Choose a step or a path, keep the cases that differ, compare them with the others, then play what would change.")),
    ),
    "decide:home": Guide(
        Text(N_("Did our decisions work?")),
        Text(N_("What was expected when each decision was taken, frozen with its proof, and what the KPI did since.")),
        Text(N_("Review the decisions whose date has come, then keep, change or stop what was decided.")),
        SHOW,
    ),
    "decide:decision": Guide(
        Text(N_("What was decided, on what proof, and what came of it?")),
        Text(N_("The question, the options and their prices, and the proof, as they were on the day of the decision.")),
        Text(N_("Follow its actions, and review its effect on the date that was set.")),
        SHOW,
    ),
    "decide:actions": Guide(
        Text(N_("What is waiting for me?")),
        Text(N_("Actions entrusted here and those of your minutes.")),
        Text(N_("Say done, late or blocked, with one sentence: whoever entrusted it is told.")),
    ),
    "data:home": Guide(
        Text(N_("Can I trust these figures?")),
        Text(N_("Every file read, with its age, the rows it gave and those it refused, with the reason.")),
        Text(N_("Mend the files in red first, then load what the next rung of the ladder asks for.")),
    ),
    "data:import": Guide(
        Text(N_("How do I load a file?")),
        Text(N_("Excel, CSV and text files are read as they are; nothing is written before you confirm.")),
        Text(N_("Drop your files, check how they were recognised, answer the questions, then confirm. An import can be undone.")),
    ),
    "links:home": Guide(
        Text(N_("What serves what?")),
        Text(N_("Links are proposed from the words, the owner, the department and the budget, each with its reasons.")),
        Text(N_("Accept those that are right, refuse the others with a reason: what is refused is not proposed again.")),
    ),
    "account:people": Guide(
        Text(N_("Who may see and do what?")),
        Text(N_("Each role opens pages; heads of department and team members see the rows of their own departments only.")),
        Text(N_("Invite people, change their role, or close their account.")),
    ),
    "search:home": Guide(
        Text(N_("Where is what I am looking for?")),
        Text(N_("Names and codes of objectives, KPIs, projects, people in charge, decisions, actions, risks, suppliers and findings, within your reach.")),
        Text(N_("Type a few letters: accents, capitals and one slip of the finger do not matter.")),
    ),
}  # fmt: skip


def guide_of(url_name: str) -> Guide:
    """Return the help of a page; that of the first page of its part, or a general one, when it has none."""
    return GUIDES.get(url_name) or GUIDES.get(f"{url_name.partition(':')[0]}:home") or ANY
