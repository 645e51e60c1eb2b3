"""Forecasts of many series at once, with calibrated ranges; docs/methods/forecast.md tells how."""

from pupitre.maths.forecast.bands import P
from pupitre.maths.forecast.chance import chance_of
from pupitre.maths.forecast.engine import Forecast, forecast
from pupitre.maths.forecast.onestep import Scores, one_step
from pupitre.maths.forecast.panel import Floats
from pupitre.maths.forecast.prior import Rhythm

__all__ = ["Floats", "Forecast", "P", "Rhythm", "Scores", "chance_of", "forecast", "one_step"]
