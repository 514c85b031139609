-- Footnotes, and what tables and headings need in both Word and PDF.

-- <span role="doc-footnote"> becomes a real footnote.
function Span(span)
  if span.attributes.role == 'doc-footnote' then
    local note = pandoc.Note { pandoc.Para(span.content) }
    -- Word writes the bare number: a thin space keeps 900 and its note 3 from reading as 900 cubed.
    return FORMAT == 'docx' and { pandoc.Str '\u{2009}', note } or note
  end
end

local function bold(cell)
  cell.contents = cell.contents:walk {
    Plain = function(plain) return pandoc.Plain { pandoc.Strong(plain.content) } end,
    Para = function(para) return pandoc.Para { pandoc.Strong(para.content) } end,
  }
end

local function dress(rows, header)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      if cell.attr.classes:includes 'number' then cell.alignment = 'AlignRight' end
      -- Neither writer knows row headers: bold at least shows what they are.
      if header or cell.attr.attributes.scope == 'row' then bold(cell) end
    end
  end
end

function Table(tbl)
  dress(tbl.head.rows, true)
  for _, body in ipairs(tbl.bodies) do
    dress(body.head, true)
    dress(body.body, false)
  end
  dress(tbl.foot.rows, false)
  return tbl
end
