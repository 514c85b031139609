-- What Word needs beyond what pandoc writes: a contents list that is there when the file is opened (links now, page
-- numbers when Word updates the field), tables with sensible columns, and air below tables.

local DEPTH = 2
local LINE = 80 -- characters that fit between the margins
local NARROWEST, WIDEST = 8, 36

local function marker(inside)
  return pandoc.RawBlock('openxml', '<w:p><w:pPr><w:pStyle w:val="FieldMark"/></w:pPr>' .. inside .. '</w:p>')
end

local function field(kind)
  return '<w:r><w:fldChar w:fldCharType="' .. kind .. '"/></w:r>'
end

local function page_break()
  return marker '<w:r><w:br w:type="page"/></w:r>'
end

local function styled(blocks, style)
  return pandoc.Div(blocks, { ['custom-style'] = style })
end

local function entries(blocks)
  local list = pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    if block.t == 'Header' and block.level <= DEPTH then
      local link = pandoc.Link(block.content, '#' .. block.identifier)
      list:insert(styled({ pandoc.Para { link } }, 'toc ' .. block.level))
    elseif block.t == 'Div' then
      list:extend(entries(block.content))
    end
  end
  return list
end

local function contents(doc)
  local code = ' TOC \\o "1-' .. DEPTH .. '" \\h \\z \\u '
  local instruction = '<w:r><w:instrText xml:space="preserve">' .. code .. '</w:instrText></w:r>'
  local out = pandoc.Blocks { styled({ pandoc.Para(doc.meta['contents-title']) }, 'TOC Heading') }
  out:insert(marker(field 'begin' .. instruction .. field 'separate'))
  out:extend(entries(doc.blocks))
  out:insert(marker(field 'end'))
  return out
end

local function widen(widths, row)
  local column = 1
  for _, cell in ipairs(row.cells) do
    if cell.col_span == 1 then
      local length = utf8.len(pandoc.utils.stringify(cell.contents)) or 0
      widths[column] = math.max(widths[column] or NARROWEST, math.min(length + 3, WIDEST))
    end
    column = column + cell.col_span
  end
end

-- Columns as wide as their words, up to a limit; the table as wide as the page when it needs to be.
function Table(tbl)
  local widths, total = {}, 0
  for _, row in ipairs(tbl.head.rows) do widen(widths, row) end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do widen(widths, row) end
  end
  for i = 1, #tbl.colspecs do total = total + (widths[i] or NARROWEST) end
  for i, spec in ipairs(tbl.colspecs) do
    tbl.colspecs[i] = { spec[1], (widths[i] or NARROWEST) / math.max(total, LINE) }
  end
  return tbl
end

function Blocks(blocks)
  for i = 2, #blocks do
    if blocks[i - 1].t == 'Table' and blocks[i].t == 'Para' then blocks[i] = styled({ blocks[i] }, 'After Table') end
  end
  return blocks
end

-- Pandoc reads no file in its sandbox: our own pictures are handed to it here. Inside the page they would be long
-- data addresses, which its HTML reader takes seconds to read.
local function with_pictures(doc)
  local folder = doc.meta['pictures-folder'] and pandoc.utils.stringify(doc.meta['pictures-folder'])
  doc.meta['pictures-folder'] = nil
  return doc:walk {
    Image = function(image)
      local name = image.src:match '^([a-z][a-z0-9-]*)%.png$'
      local file = folder and name and io.open(folder .. '/' .. name .. '.png', 'rb')
      if not file then error('there is no picture ' .. image.src) end
      pandoc.mediabag.insert(image.src, 'image/png', file:read 'a')
      file:close()
    end,
  }
end

function Pandoc(doc)
  doc = with_pictures(doc)
  local out = pandoc.Blocks {}
  if doc.meta['front-page'] then
    out:insert(page_break())
    if #entries(doc.blocks) > 1 then
      out:extend(contents(doc))
      out:insert(page_break())
    end
  end
  out:extend(doc.blocks)
  doc.blocks = out
  doc.meta['contents-title'] = nil
  doc.meta['front-page'] = nil
  return doc
end
