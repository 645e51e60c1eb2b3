"""The files a company would hand over, as its offices write them."""
