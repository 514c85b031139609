-- What pandoc's Typst writer leaves out: alt text and width of pictures, and the language of a phrase.

local function quoted(words)
  return '"' .. words:gsub('\\', '\\\\'):gsub('"', '\\"') .. '"'
end

function Image(image)
  local alt = image.attributes.alt or pandoc.utils.stringify(image.caption)
  local call = 'image(' .. quoted(image.src) .. ', alt: ' .. quoted(alt)
  local width = image.attributes.width
  if width and width:match '^[%d%.]+%%$' then call = call .. ', width: ' .. width end
  return pandoc.RawInline('typst', '#box(' .. call .. '))')
end

local function language(tag)
  local main, region = tag:match '^(%a+)-?(%a*)$'
  if not main then return nil end
  return 'lang: "' .. main .. '", region: ' .. (region ~= '' and '"' .. region:upper() .. '"' or 'none')
end

function Span(span)
  local set = span.attributes.lang and language(span.attributes.lang)
  if not set then return nil end
  local out = pandoc.Inlines { pandoc.RawInline('typst', '#text(' .. set .. ')[') }
  out:extend(span.content)
  out:insert(pandoc.RawInline('typst', ']'))
  return out
end

-- A section is not a box: unwrapped, its heading keeps its space and pages break where they should. A place that
-- links lead to is kept as an invisible mark.
function Div(div)
  local out = pandoc.Blocks {}
  local set = div.attributes.lang and language(div.attributes.lang)
  if div.identifier ~= '' then out:insert(pandoc.RawBlock('typst', '#metadata(none) <' .. div.identifier .. '>')) end
  if set then out:insert(pandoc.RawBlock('typst', '#[\n#set text(' .. set .. ')')) end
  out:extend(div.content)
  if set then out:insert(pandoc.RawBlock('typst', ']')) end
  return out
end
