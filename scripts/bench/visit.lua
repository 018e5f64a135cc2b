-- wrk: each client opens one page after another, in an order of its own. PAGES names a file with a page on each line:
-- cookie and path, separated by a tab.

local started = 0

function setup(thread)
  started = started + 1
  thread:set("place", started)
end

function init()
  requests = {}
  for text in io.lines(os.getenv("PAGES")) do
    local cookie, path = text:match("([^\t]*)\t(.*)")
    requests[#requests + 1] = wrk.format("GET", path, { ["Cookie"] = cookie, ["Accept-Encoding"] = "br" })
  end
  math.randomseed(place)
end

function request()
  return requests[math.random(#requests)]
end
