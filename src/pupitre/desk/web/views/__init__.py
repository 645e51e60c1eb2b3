"""Views of the desk, one module per question."""

from pupitre.desk.web.views.acts import decide, entrust, hear, reopen, set_aside, undo
from pupitre.desk.web.views.findings import finding, findings_list
from pupitre.desk.web.views.home import home, watch
from pupitre.desk.web.views.method import method

__all__ = ["decide", "entrust", "finding", "findings_list", "hear", "home", "method", "reopen", "set_aside", "undo", "watch"]
