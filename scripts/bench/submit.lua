-- wrk: each client submits one draft after another. CLIENTS names a file with a line for each: cookie, then its
-- drafts, separated by tabs. Whoever has submitted all stops.

local started = 0

function setup(thread)
  started = started + 1
  thread:set("place", started)
end

function init()
  local line = 0
  drafts, sent = {}, 0
  for text in io.lines(os.getenv("CLIENTS")) do
    line = line + 1
    if line == place then
      local cookie, rest = text:match("([^\t]*)\t(.*)")
      headers = { ["Cookie"] = cookie, ["Sec-Fetch-Site"] = "same-origin" }
      for draft in rest:gmatch("[^\t]+") do
        drafts[#drafts + 1] = draft
      end
    end
  end
end

function request()
  sent = sent + 1
  if sent >= #drafts then
    wrk.thread:stop()
  end
  return wrk.format("POST", "/api/v1/drafts/" .. drafts[math.min(sent, #drafts)] .. "/submit", headers)
end
