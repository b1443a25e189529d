-- Each request asks for what nobody has asked for before: the URL that wrk is given, and a number.
local number = 0

function request()
  number = number + 1
  return wrk.format("GET", wrk.path .. number)
end
