"""Charts as SVG drawn on the server, the same on a page and on paper, each with the table of its figures."""

from pupitre.charts.bars import Pair, Parts, paired_bars, stacked_bars
from pupitre.charts.canvas import Chart
from pupitre.charts.fan import Aim, Spread
from pupitre.charts.flow_map import Box, Way, flow_map
from pupitre.charts.frontier import Spot, frontier
from pupitre.charts.palette import PAGE, PRINT, Palette, Tone
from pupitre.charts.ranges import Range, range_bars
from pupitre.charts.series import Band, Level, Mark, series
from pupitre.charts.sparkline import sparkline
from pupitre.charts.waterfall import Step, waterfall

__all__ = [
    "PAGE",
    "PRINT",
    "Aim",
    "Band",
    "Box",
    "Chart",
    "Level",
    "Mark",
    "Pair",
    "Palette",
    "Parts",
    "Range",
    "Spot",
    "Spread",
    "Step",
    "Tone",
    "Way",
    "flow_map",
    "frontier",
    "paired_bars",
    "range_bars",
    "series",
    "sparkline",
    "stacked_bars",
    "waterfall",
]
