// What every part of the page uses: elements made of text alone, the one way to ask the server, and how values are shown.

// location.origin has no user information, which a browser refuses in requests of scripts
const base = location.origin + location.pathname;

/** An element; texts become text nodes, so nothing of the log is ever read as markup. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same in SVG. */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      node.addEventListener(key.slice(2), value);
    } else if (value !== undefined && value !== false) {
      node.setAttribute(key, value === true ? '' : String(value));
    }
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

export const $ = (id) => document.getElementById(id);

export function address(path, parameters = {}) {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== '' && value !== undefined && value !== null) {
      url.searchParams.set(name, value);
    }
  }
  url.search = url.search.replaceAll('+', '%20');
  return url.href;
}

/** JSON of the server, or an error with a text for people. */
export async function ask(path, parameters, signal) {
  let answer;
  try {
    answer = await fetch(address(path, parameters), { signal, credentials: 'same-origin', redirect: 'error' });
  } catch (failed) {
    if (failed.name === 'AbortError') {
      throw failed;
    }
    throw new Error('The server does not answer.');
  }
  if (answer.ok) {
    return answer.json();
  }
  const problem = await answer.json().catch(() => ({}));
  const which = typeof problem.parameter === 'string' ? ` (${problem.parameter})` : '';
  throw new Error((typeof problem.title === 'string' ? problem.title : `The server answered ${answer.status}.`) + which);
}

const counted = new Intl.NumberFormat('en');

export const number = (value) => (typeof value === 'number' ? counted.format(value) : String(value ?? ''));

/** 2026-11-22 07:50:12.123; a value that is no time is shown as it is. */
export function time(ms, digits = 23) {
  const date = new Date(typeof ms === 'number' ? ms : NaN);
  return Number.isNaN(date.getTime()) ? String(ms ?? '') : date.toISOString().replace('T', ' ').slice(0, digits);
}

export function ago(ms, now = Date.now()) {
  const seconds = Math.round((now - ms) / 1000);
  if (!Number.isFinite(seconds) || seconds < -60) {
    return time(ms, 19); // a clock is wrong: no word for that
  }
  if (seconds < 5) {
    return 'just now';
  }
  const units = [[86400 * 2, 86400, 'days'], [3600 * 2, 3600, 'hours'], [120, 60, 'minutes'], [0, 1, 'seconds']];
  const [, length, word] = units.find(([from]) => seconds >= from);
  return `${number(Math.floor(seconds / length))} ${word} ago`;
}

const STATES = {
  verified: 'verified', unsigned: 'no key', chained: 'chained', unproven: 'unproven', broken: 'broken',
};

/** The mark of what a record is worth: a word, never a colour alone. */
export function stateMark(state) {
  const word = STATES[state.word] === undefined ? 'unproven' : state.word;
  return el('span', { class: `state ${word}`, title: stateText(state) }, STATES[word]);
}

export function stateText(state) {
  switch (state.word) {
    case 'verified': return `Verified: proven to be under the signed checkpoint of ${number(state.size)} events.`;
    case 'unsigned': return `Under a checkpoint of ${number(state.size)} events, whose signature nobody verified: no key was given.`;
    case 'chained': return 'Has its fingerprint and follows the record before; not under a checkpoint yet.';
    case 'broken': return `Broken: ${state.finding}.`;
    default: return `Agrees with itself, and cannot be proven: ${state.finding}.`;
  }
}

export function outcomeMark(outcome) {
  const known = ['allowed', 'refused', 'observed', 'failed', 'system'].includes(outcome);
  return el('span', { class: `outcome ${known ? outcome : 'system'}` }, String(outcome ?? 'no event'));
}
