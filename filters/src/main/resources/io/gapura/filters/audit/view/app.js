// The page: what is asked for stands in the fragment of the address, so that back, forward and reload work.
import { $, ago, ask, el, number, outcomeMark, stateMark, time } from './dom.js';
import { draw, merged, nothingCounted } from './chart.js';
import * as detail from './detail.js';

const FILTERS = ['from', 'to', 'outcome', 'class', 'code', 'caller', 'endpoint', 'correlation'];
const PAGE = 50;
const COUNT_AT_ONCE = 200000;
const OFTEN = 30000; // each look at a log that records it makes it longer

let status = { begin: 0, end: 0 };
let shown = { before: undefined, newest: [], end: 0 };
let counting = { abort: undefined, counts: nothingCounted(), next: undefined, scanned: 0, width: 'hour' };
let reading;
let asked; // the filters that are shown

function failed(problem) {
  if (problem.name !== 'AbortError') {
    $('failure').textContent = problem.message;
    $('failure').hidden = false;
  }
}

const guarded = (work) => (...given) => work(...given).catch(failed);

// ---- filters

function filters() {
  const said = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(FILTERS.filter((name) => said.get(name)).map((name) => [name, said.get(name)]));
}

function setFilters(values) {
  const said = new URLSearchParams();
  for (const name of FILTERS) {
    if (values[name]) {
      said.set(name, values[name]);
    }
  }
  if (asked !== said.toString()) {
    location.hash = said.toString();
  }
  return reload(); // at once: by the time of hashchange somebody may be typing in the form that it fills
}

/** What a field of local time says is meant as UTC. */
const asInstant = (field) => (field === '' ? '' : `${field.length === 16 ? `${field}:00` : field}Z`);
const asField = (instant) => (instant ?? '').replace(/(\.\d+)?Z$/, '').slice(0, 19);

function fromForm() {
  const values = Object.fromEntries(new FormData($('filters')));
  return { ...values, from: asInstant(values.from), to: asInstant(values.to) };
}

function toForm() {
  const values = filters();
  for (const name of FILTERS) {
    const field = $('filters').elements.namedItem(name);
    field.value = name === 'from' || name === 'to' ? asField(values[name]) : values[name] ?? '';
    field.classList.toggle('set', Boolean(values[name]));
  }
  for (const chip of document.querySelectorAll('.chip[data-outcome]')) {
    chip.setAttribute('aria-pressed', String(values.outcome === chip.dataset.outcome));
  }
}

function picked(name, value) {
  detail.close();
  setFilters({ ...filters(), [name]: value });
}

// ---- events

const page = guarded(async (before) => {
  reading?.abort();
  reading = new AbortController();
  $('events').setAttribute('aria-busy', 'true');
  const answer = await ask('api/events', { ...filters(), before, limit: PAGE }, reading.signal);
  $('failure').hidden = true;
  shown = { ...shown, before, next: answer.next, more: answer.more, end: answer.end };
  $('rows').replaceChildren(...answer.events.map(row));
  $('events').setAttribute('aria-busy', 'false');
  note(answer, before);
  for (const each of answer.events) {
    addCode(each.code);
  }
  $('older').disabled = !answer.more;
  $('older').textContent = answer.events.length < PAGE && answer.more ? 'Search on' : 'Older';
  $('newer').disabled = shown.newest.length === 0;
  $('newest').disabled = shown.newest.length === 0;
  $('fresh').hidden = true;
});

function note(answer, before) {
  const size = (before === undefined ? answer.from : answer.end) - answer.begin;
  const filtered = Object.keys(filters()).length > 0;
  const read = answer.scanned + answer.passedOver;
  const parts = [`Read ${number(read)} of ${number(size)}`];
  if (answer.passedOver > 0) {
    parts.push(`${number(answer.passedOver)} of them by their time alone`);
  }
  if (filtered) {
    parts.push(`${number(answer.matched)} shown`);
  }
  parts.push(answer.more ? `${number(answer.next - answer.begin)} older ones not read yet` : 'nothing older is left');
  $('events-note').textContent = `${parts.join(', ')}.`;
  $('nothing').hidden = answer.events.length > 0;
  $('nothing').textContent = size === 0
    ? 'The log is empty.'
    : answer.more
      ? `Nothing matches in what was read down to event ${number(answer.next)}. Search on for the rest.`
      : 'Nothing matches.';
}

function row(event) {
  const open = () => showDetail(event.sequence);
  const button = el('button', { type: 'button', class: 'link record', onclick: open, 'aria-label': `Event ${event.sequence}` }, `#${event.sequence}`);
  const who = event.caller ?? event.app ?? '';
  const line = el('tr', { class: event.state.word === 'broken' ? 'is-broken' : undefined },
    el('td', { class: 'first' }, button, stateMark(event.state)),
    el('td', { class: 'time' }, event.time === undefined ? '' : el('time', {}, time(event.time))),
    el('td', {}, outcomeMark(event.outcome)),
    el('td', { class: 'code' }, text(event.code), event.count > 1 ? el('span', { class: 'times' }, `×${number(event.count)}`) : undefined),
    el('td', { class: 'who' }, text(who)),
    el('td', { class: 'request' }, ...request(event)),
    el('td', { class: 'reason' }, text(event.reason)));
  line.addEventListener('click', (click) => click.target.closest('button') || getSelection().toString() || open());
  return line;
}

const text = (value) => (value === undefined ? '' : String(value));

function request(event) {
  if (event.method === undefined && event.endpoint === undefined) {
    return [];
  }
  return [
    el('span', { class: 'method' }, text(event.method)), ' ',
    el('span', { class: 'path', title: text(event.endpoint) }, text(event.path ?? event.endpoint)),
    event.status === undefined ? '' : el('span', { class: 'status' }, text(event.status))];
}

function showDetail(sequence) {
  return guarded(detail.show)(sequence, { picked, bounds: () => status });
}

function addCode(code) {
  if (typeof code === 'string' && ![...$('codes').options].some((each) => each.value === code) && $('codes').options.length < 100) {
    $('codes').append(el('option', { value: code }));
  }
}

/** Up and down walk through the rows. */
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const records = [...document.querySelectorAll('.record')];
  const place = records.indexOf(document.activeElement);
  if (step && place >= 0 && records[place + step]) {
    event.preventDefault();
    records[place + step].focus();
  }
}

// ---- chart

function fitting() {
  const chosen = $('width').value;
  if (chosen !== 'auto') {
    return chosen;
  }
  const { from, to } = filters();
  const first = from ? Date.parse(from) : status.firstTime;
  const last = to ? Date.parse(to) : status.lastTime;
  const hours = (last - first) / 3600e3;
  return hours > 24 * 14 ? 'day' : hours > 4 ? 'hour' : 'minute';
}

function redraw() {
  draw(counting.counts, counting.width, {
    picked: (code) => picked('code', code),
    pickedTime: (from, to) => setFilters({ ...filters(), from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
  });
}

const count = guarded(async (further) => {
  counting.abort?.abort();
  const abort = new AbortController();
  counting = further
    ? { ...counting, abort, read: 0 }
    : { abort, counts: nothingCounted(), next: undefined, scanned: 0, read: 0, width: fitting() };
  const mine = counting;
  const { outcome, ...others } = filters();
  let answer;
  do {
    answer = await ask('api/counts', { ...others, outcome: 'refused', before: mine.next, width: mine.width }, abort.signal);
    merged(mine.counts, answer);
    mine.next = answer.next;
    mine.scanned += answer.scanned + answer.passedOver;
    mine.read += answer.scanned;
    const size = answer.end - answer.begin;
    $('chart-note').textContent = answer.more
      ? `In the newest ${number(mine.scanned)} of ${number(size)} events.`
      : `In all ${number(mine.scanned)} events.`;
    redraw();
  } while (answer.more && mine.read < COUNT_AT_ONCE);
  $('chart-more').hidden = !answer.more;
});

// ---- the log as a whole

const MARKS = { valid: '✓', unsigned: '–', tampered: '✕', truncated: '✕', unverifiable: '?', unreadable: '!', running: '…' };

function verdict(said) {
  const word = said.phase === 'done' ? said.verdict : 'running';
  const percent = said.ofBytes > 0 ? Math.floor((100 * said.bytes) / said.ofBytes) : 0;
  const [title, more] = verdictTexts(word, said, percent);
  const mark = word === 'valid' && !(said.signed > 0) ? 'unsigned' : word; // no sign of approval for what nobody signed
  $('verdict').className = `verdict ${mark}`;
  $('verdict-mark').textContent = MARKS[mark] ?? '?';
  $('verdict-title').textContent = title;
  $('verdict-note').replaceChildren(...more);
  $('verdict-progress').hidden = word !== 'running';
  $('verdict-progress').value = percent;
  $('verify').disabled = word === 'running';
  const warnings = said.warnings ?? [];
  $('verdict-warnings').hidden = warnings.length === 0;
  $('verdict-warnings').replaceChildren(...warnings.map((each) => el('li', {}, each)));
}

function verdictTexts(word, said, percent) {
  const when = said.phase === 'done' ? `, ${ago(said.time)}` : '';
  switch (word) {
    case 'valid': return said.signed > 0
      ? ['The log is valid', [`${number(said.events)} events verified, ${number(said.signed)} of them under a checkpoint that the log's key has signed${said.pruned > 0 ? `; the first ${number(said.pruned)} were pruned, as the log says` : ''}${when}.`]]
      : ['The log agrees with itself', [`${number(said.events)} events verified; nothing in it is signed${when}.`]];
    case 'tampered': return ['The log was tampered with', [`Event ${number(said.sequence)}: ${said.finding}. `,
      el('button', { type: 'button', class: 'link', onclick: () => showDetail(said.sequence) }, `Show event ${number(said.sequence)}`)]];
    case 'truncated': return ['The log was cut off', [`${number(said.events)} events are left of ${number(said.signed)} that were signed.`]];
    case 'unverifiable': return ['The log agrees with itself, and a key is missing', [`${number(said.events)} events; ${said.finding}${when}.`]];
    case 'unreadable': return ['The log cannot be verified', ['Something could not be read; gapura audit verify says more.']];
    default: return ['Verifying the log', [`${percent} % of it read.`]];
  }
}

const verify = guarded(async (again) => {
  let said = await ask('api/verification', again ? { again: 'true' } : {});
  verdict(said);
  while (said.phase === 'running') {
    await new Promise((resume) => setTimeout(resume, 400));
    said = await ask('api/verification');
    verdict(said);
  }
});

const look = guarded(async () => {
  status = await ask('api/status');
  $('origin').textContent = status.name;
  document.title = status.name ? `Audit log · ${status.name}` : 'Audit log';
  $('fact-events').textContent = number(status.end - status.begin);
  $('fact-signed').textContent = status.checkpoint > 0 ? number(status.checkpoint) : 'none';
  $('fact-newest').textContent = status.lastTime ? ago(status.lastTime) : '–';
  const fresh = status.end - shown.end;
  $('fresh').hidden = shown.before !== undefined || fresh <= 0;
  $('fresh').textContent = `${number(fresh)} new: show`;
});

async function reload() {
  asked = new URLSearchParams(filters()).toString();
  toForm();
  shown = { before: undefined, newest: [], end: status.end };
  await Promise.all([page(undefined), count(false)]);
}

function wire() {
  $('filters').addEventListener('submit', (event) => {
    event.preventDefault();
    setFilters(fromForm());
  });
  $('clear').addEventListener('click', () => setFilters({}));
  for (const chip of document.querySelectorAll('.chip[data-outcome]')) {
    chip.addEventListener('click', () => setFilters({ ...filters(), outcome: filters().outcome === chip.dataset.outcome ? '' : chip.dataset.outcome }));
  }
  for (const chip of document.querySelectorAll('.chip[data-hours]')) {
    chip.addEventListener('click', () => setFilters({ ...filters(), to: '', from: `${new Date(Date.now() - chip.dataset.hours * 3600e3).toISOString().slice(0, 19)}Z` }));
  }
  $('older').addEventListener('click', () => {
    shown.newest.push(shown.before);
    page(shown.next);
  });
  $('newer').addEventListener('click', () => page(shown.newest.pop()));
  $('newest').addEventListener('click', reload);
  $('fresh').addEventListener('click', reload);
  $('goto').addEventListener('submit', (event) => {
    event.preventDefault();
    const sequence = $('goto').elements.namedItem('sequence').value;
    if (/^[0-9]{1,15}$/.test(sequence)) {
      showDetail(Number(sequence));
    }
  });
  $('width').addEventListener('change', () => count(false));
  $('chart-more').addEventListener('click', () => count(true));
  $('verify').addEventListener('click', () => verify(true));
  $('rows').addEventListener('keydown', walk);
  window.addEventListener('hashchange', () => {
    if (new URLSearchParams(filters()).toString() !== asked) {
      reload();
    }
  });
  let resizing;
  window.addEventListener('resize', () => {
    clearTimeout(resizing);
    resizing = setTimeout(redraw, 120);
  });
  setInterval(() => document.visibilityState === 'visible' && look(), OFTEN);
  detail.prepare();
}

wire();
await look();
verify(false);
await reload();
const linked = new URLSearchParams(location.hash.slice(1)).get('event') ?? '';
if (/^[0-9]{1,15}$/.test(linked)) {
  await showDetail(Number(linked));
}
document.documentElement.dataset.ready = 'true';
