"""A small document with everything in it that documents may hold."""

from datetime import date

import vl_convert

from realign.foundations.documents.types import Document, Picture

AWKWARD = r"* # $ @ _ < [ \ ` ~ ' & > ] { } | ^ %"
ESCAPED = AWKWARD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100" viewBox="0 0 300 100" role="img">'
    '<rect x="0" y="40" width="200" height="30" fill="#0065bd"/>'
    '<text x="10" y="30" font-family="Roboto, sans-serif" font-size="16">Reached</text></svg>'
)
BAR = Picture(
    svg=SVG, png=vl_convert.svg_to_png(SVG, scale=2), alt='Two in three children are "reached" in Angus'
)

SURVEY = "Health and Wellbeing Census, 2022"
BODY = f"""
<h2 id="need">What children need</h2>
<p>In Angus 14.2%<span role="doc-footnote">{SURVEY}</span> of pupils said so, and 900
children<span role="doc-footnote">Mid-year <em>estimate</em>, <a href="https://example.org/pop">2020</a></span>
live with it. Typed: {ESCAPED}</p>
<p>The plan is called <span lang="gd">Còraichean na Cloinne</span>.</p>
<div lang="gd"><p>Tha còir aig gach pàiste.</p></div>
<figure><img src="picture:reach" alt=""><figcaption>Figure 1. Children reached</figcaption></figure>
<section id="numbers"><h3>The numbers</h3>
<table><caption>Table 1. Children reached by council</caption>
<thead><tr><th scope="col">Council</th><th scope="col" class="number">Children</th></tr></thead>
<tbody><tr><th scope="row">Angus</th><td class="number">900<span role="doc-footnote">{SURVEY}</span></td></tr>
<tr><th scope="row">Dundee City</th><td class="number">1,100</td></tr></tbody></table>
</section>
<h2>What we will do</h2>
<ul><li>See <a href="#need">the need</a>.</li>
<li>Ask <a href="/tayside/plan/">again</a>.<ul><li>Soon</li></ul></li></ul>
<blockquote><p>Nobody asked me before.</p></blockquote>
"""


def sample(**changes: object) -> Document:
    """The sample document, with any part changed."""
    parts = {
        "title": f"Plan {AWKWARD}",
        "author": "Tayside Children's Partnership",
        "language": "en-GB",
        "date": date(2026, 3, 31),
        "subtitle": "2026/27 to 2028/29",
        "body": BODY,
        "pictures": {"reach": BAR},
        **changes,
    }
    return Document(**parts)
