'use strict';

const LANES = ['without', 'with'];
const MINUTE = 60;
const history = {without: [], with: []};
let lastSecond = -1;

const number = new Intl.NumberFormat('en', {maximumFractionDigits: 1});
const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});

function milliseconds(microseconds) {
  if (microseconds < 0) return '–';
  const ms = microseconds / 1000;
  return ms < 10 ? ms.toFixed(1) + ' ms' : whole.format(ms) + ' ms';
}

function percent(part, all) {
  return all === 0 ? '–' : number.format(Math.floor(1000 * part / all) / 10) + ' %';
}

function show(root, name, text) {
  for (const element of root.querySelectorAll(`[data-show="${name}"], [data-flow="${name}"]`)) {
    if (element.textContent !== text) element.textContent = text;
  }
}

function showLane(name, lane) {
  const card = document.getElementById(name);
  show(card, 'in', number.format(lane.in / lane.seconds));
  show(card, 'origin', number.format(lane.origin / lane.seconds));
  show(card, 'hits', name === 'with' ? percent(lane.hits, lane.answered) : '0 %');
  show(card, 'failed', lane.failed === 0 ? 'none' : percent(lane.failed, lane.answered + lane.failed));
}

function showWait(lanes) {
  const longest = Math.max(...LANES.map(name => Math.max(lanes[name].median, 0)), 1);
  for (const name of LANES) {
    const row = document.getElementById('wait-' + name);
    show(row, 'median', milliseconds(lanes[name].median));
    show(row, 'tail', milliseconds(lanes[name].tail));
    row.querySelector('.bar').style.width = 100 * (Math.max(lanes[name].median, 0)) / longest + '%';
  }
}

function bars(seconds, pick, most) {
  const width = 300 / MINUTE;
  return seconds.map((second, i) => {
    const height = 58 * pick(second) / most;
    const x = 300 - width * (seconds.length - i);
    return height > 0 ? `M${x} 60h${width * 0.8}v${-Math.max(height, 1)}h${-width * 0.8}z` : '';
  }).join('');
}

function draw() {
  const most = Math.max(10, ...LANES.flatMap(name => history[name].map(second => second.in)));
  for (const name of LANES) {
    const chart = document.querySelector(`#${name} .chart`);
    chart.querySelector('.in').setAttribute('d', bars(history[name], second => second.in, most));
    chart.querySelector('.origin').setAttribute('d', bars(history[name], second => second.origin, most));
    const sum = pick => whole.format(history[name].reduce((all, second) => all + pick(second), 0));
    chart.setAttribute('aria-label', `In the last ${history[name].length} seconds ${sum(s => s.in)} requests came in `
      + `and ${sum(s => s.origin)} of them were sent to the origin.`);
  }
}

function update(state) {
  if (state.second === lastSecond) return;
  lastSecond = state.second;
  for (const name of LANES) {
    showLane(name, state.lanes[name]);
    history[name].push(state.lanes[name].latest);
    if (history[name].length > MINUTE) history[name].shift();
  }
  showWait(state.lanes);
  draw();
}

function say(text) {
  document.getElementById('said').textContent = text;
}

async function poll() {
  try {
    update(await (await fetch('demo/state')).json());
    if (!poll.connected) say('Running; the figures are means over the last ten seconds.');
    poll.connected = true;
  } catch (e) {
    say('The demo does not answer. Is it still running?');
    poll.connected = false;
  }
  setTimeout(poll, 500);
}

async function setRate(rate) {
  const answer = await fetch('demo/rate?per-second=' + rate, {method: 'POST'});
  say(!answer.ok ? 'That did not work.' : rate === '0' ? 'Paused.' : `Now ${rate} requests a second, each way.`);
}

async function tryIt(path) {
  const start = performance.now();
  // Not with cache: 'no-store', which would have Weir's cache asked for nothing stored, too.
  const answer = await fetch(path);
  await answer.text();
  const took = performance.now() - start;
  const row = document.createElement('tr');
  const cells = ['/' + path, milliseconds(1000 * took), answer.headers.get('Age') ?? '–',
    answer.headers.get('Cache-Status') ?? '–'];
  for (const text of cells) row.appendChild(document.createElement('td')).textContent = text;
  const tries = document.getElementById('tries');
  tries.querySelector('.none')?.closest('tr').remove();
  tries.prepend(row);
  while (tries.children.length > 6) tries.lastChild.remove();
  say(`${path} took ${milliseconds(1000 * took)}.`);
}

document.getElementById('load').addEventListener('change', e => setRate(e.target.value));
document.getElementById('load').addEventListener('submit', e => e.preventDefault());
for (const button of document.querySelectorAll('[data-fetch]')) {
  button.addEventListener('click', () => tryIt(button.dataset.fetch));
}
document.getElementById('curl').textContent = `curl -i ${location.origin}/with/page`;
poll();
