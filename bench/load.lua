-- Drives wrk. After "--": a file of paths, one a line, and "live" to make every request distinct, so that no cache can answer.
-- Without arguments wrk sends its one address as fast as it can. Ends with one line of JSON.
local paths, live, count = {}, false, 0

local function ask()
  count = count + 1
  local path = paths[count % #paths + 1]
  if live then
    path = path .. (path:find("?", 1, true) and "&n=" or "?n=") .. count
  end
  return wrk.format("GET", path)
end

function init(args)
  if args[1] then
    for line in io.lines(args[1]) do
      paths[#paths + 1] = line
    end
    live = args[2] == "live"
    request = ask
  end
end

function done(summary, latency)
  local bad = summary.errors
  io.write(string.format('{"requests": %d, "seconds": %f, "median": %f, "p99": %f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(99) / 1e6,
    bad.connect + bad.read + bad.write + bad.status + bad.timeout))
end
