// What the suite's own command line does not do. The first argument says which:
//
//   list      its tests as JSON: id, name, kind, group, and what they depend on
//   renamed   runs them through npm_config_base in another order, each under a name and an id that nobody knows,
//             and prints the results under the real ids
//   others    the results that the suite's authors had of other servers, as it came with them: name, version, results
//   only ID..  runs these tests through npm_config_base, and prints their results
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { getResults, runTests } from 'http-cache-tests/client/runner.mjs'
import groups from 'http-cache-tests/tests/index.mjs'
import surrogate from 'http-cache-tests/tests/surrogate-control.mjs'
import fetch from 'node-fetch'

const all = [...groups, surrogate]

function list () {
  return all.flatMap(group => group.tests
    .filter(test => test.browser_only !== true)
    .map(test => ({
      id: test.id,
      name: test.name,
      kind: test.kind || 'required',
      group: group.id,
      groupName: group.name,
      dependsOn: test.depends_on || []
    })))
}

async function renamed () {
  const real = new Map()
  const tests = all.flatMap(group => group.tests)
  for (const test of tests) {
    const id = randomUUID()
    real.set(id, test.id)
    test.id = id
    test.name = randomUUID()
  }
  for (let i = tests.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [tests[i], tests[j]] = [tests[j], tests[i]]
  }
  await runTests([{ tests }], fetch, false, process.env.npm_config_base)
  return Object.fromEntries(Object.entries(getResults()).map(([id, result]) => [real.get(id), result]))
}

async function others () {
  const home = new URL('results/', import.meta.resolve('http-cache-tests/package.json'))
  const known = (await import(new URL('index.mjs', home))).default
  return known.filter(server => server.type !== 'browser').map(server => ({
    name: server.name,
    version: server.version,
    results: JSON.parse(readFileSync(new URL(server.file, home)))
  }))
}

async function only (ids) {
  const tests = all.flatMap(group => group.tests).filter(test => ids.includes(test.id))
  await runTests([{ tests }], fetch, false, process.env.npm_config_base)
  return getResults()
}

const [what, ...ids] = process.argv.slice(2)
console.log(JSON.stringify(await { list, renamed, others, only }[what](ids)))
