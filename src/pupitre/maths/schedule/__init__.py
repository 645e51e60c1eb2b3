"""Schedules: when work can start, what holds it back, when it is likely to end."""

from pupitre.maths.schedule.calendar import MINUTES_A_DAY, STANDARD, Calendar, calendar, finish_on, minutes_between
from pupitre.maths.schedule.critical_path import CriticalPath, critical_path
from pupitre.maths.schedule.network import Kind, Link, Network, loops, network
from pupitre.maths.schedule.simulation import Simulation, quantile, simulate

__all__ = [
    "MINUTES_A_DAY",
    "STANDARD",
    "Calendar",
    "CriticalPath",
    "Kind",
    "Link",
    "Network",
    "Simulation",
    "calendar",
    "critical_path",
    "finish_on",
    "loops",
    "minutes_between",
    "network",
    "quantile",
    "simulate",
]
