"""How every chart looks: the Scottish Government's blue and text colours, large labels, little ink.

The further colours are those the Government Analysis Function advises for categories; each stands out from white
by at least 3 to 1. No chart relies on them: shapes, letters or labels beside the marks say the same.
"""

BLUE = "#0065bd"
TEXT = "#333333"
GREY = "#727272"
LINE = "#d9d9d9"
PALE = "#d9eeff"
SIGNAL = "#b83a00"
SERIES = (BLUE, "#801650", "#21867e", "#b83a00", "#3d3d3d", "#7a5bb5")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")

FONT = "Roboto, Arial, sans-serif"
SIZE = 14

CONFIG = {
    "font": FONT,
    "background": "#ffffff",
    "lineBreak": "\n",
    "view": {"stroke": None},
    "axis": {
        "labelFont": FONT,
        "labelFontSize": SIZE,
        "labelColor": TEXT,
        "labelLimit": 0,
        "labelPadding": 6,
        "labelFlush": False,
        "titleFont": FONT,
        "titleFontSize": SIZE,
        "titleFontWeight": 400,
        "titleColor": TEXT,
        "domainColor": GREY,
        "tickColor": GREY,
        "gridColor": LINE,
    },
    "title": {
        "font": FONT,
        "fontSize": SIZE,
        "fontWeight": 400,
        "color": TEXT,
        "anchor": "start",
        "frame": "bounds",
        "offset": 12,
        "lineHeight": 18,
    },
    "text": {"font": FONT, "fontSize": SIZE, "color": TEXT, "lineHeight": 17},
}
