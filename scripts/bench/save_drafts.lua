-- wrk: each client saves its own draft again and again. CLIENTS names a file with a line for each:
-- cookie, draft, version, body up to the version, body after it, separated by tabs.

local started = 0

function setup(thread)
  started = started + 1
  thread:set("place", started)
end

function init()
  local line = 0
  for text in io.lines(os.getenv("CLIENTS")) do
    line = line + 1
    if line == place then
      local cookie
      cookie, draft, version, before, after = text:match("([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)")
      headers = {
        ["Cookie"] = cookie,
        ["Content-Type"] = "application/json",
        ["Sec-Fetch-Site"] = "same-origin",
      }
    end
  end
end

function request()
  return wrk.format("PUT", "/api/v1/drafts/" .. draft, headers, before .. version .. after)
end

function response(status, _, body)
  if status == 200 then
    version = body:match('"version":(%d+)')
  end
end
