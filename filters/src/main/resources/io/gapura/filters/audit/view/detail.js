// One record: what it says, what it is worth, and what others need to prove it.
import { $, address, ask, el, number, outcomeMark, stateMark, stateText, time } from './dom.js';

/**
 * Members that stand in the overview, in its order; the rest is in the event itself. The event that ends a request is its
 * incident, and then has no other id.
 */
const OVERVIEW = [
  ['Incident', 'metadata.correlation_uid', 'correlation', 'metadata.uid'],
  ['Caller', 'actor.user.name', 'caller'],
  ['Caller id', 'actor.user.uid', 'caller'],
  ['Issuer', 'actor.user.domain'],
  ['Session', 'actor.session.uid'],
  ['Tenant', 'metadata.tenant_uid'],
  ['From', 'src_endpoint.ip'],
  ['From', 'src_endpoint.name'],
  ['Endpoint', 'api.operation', 'endpoint'],
  ['Method', 'http_request.http_method'],
  ['Path', 'http_request.url.path', 'endpoint'],
  ['Answer', 'http_response.code'],
  ['User agent', 'http_request.user_agent'],
];
const DECISION = [
  ['Code', 'metadata.event_code', 'code'],
  ['Policy', 'policy.name'],
  ['Policy version', 'policy.version'],
  ['Rule', 'firewall_rule.uid'],
  ['Reason', 'status_detail'],
  ['Times', 'count'],
  ['Trace', 'trace.uid'],
  ['Span', 'trace.span.uid'],
];

const at = (event, path) => path.split('.').reduce((value, name) => (value !== null && typeof value === 'object' && Object.hasOwn(value, name) ? value[name] : undefined), event);

const text = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

let current = -1;
let back;

export function isOpen() {
  return $('detail').open;
}

/** Shows a record; picked(name, value) is told when its value becomes a filter. */
export async function show(sequence, { picked, bounds }) {
  const sheet = $('detail');
  current = sequence;
  if (!sheet.open) {
    back = document.activeElement;
  }
  let record;
  try {
    record = await ask('api/record', { sequence });
  } catch (failed) {
    record = { failed: failed.message };
  }
  if (current !== sequence) {
    return;
  }
  remember(sequence);
  const go = (to) => show(to, { picked, bounds });
  sheet.replaceChildren(head(sequence, record, go, bounds()), body(sequence, record, picked));
  if (!sheet.open) {
    sheet.showModal();
  }
  sheet.querySelector('.sheet-body').scrollTop = 0;
  $('detail-title').focus();
}

/** A link to the page as it is now leads to the record again. */
function remember(sequence) {
  const said = new URLSearchParams(location.hash.slice(1));
  if (sequence === undefined) {
    said.delete('event');
  } else {
    said.set('event', String(sequence));
  }
  history.replaceState(null, '', `#${said}`);
}

export function close() {
  $('detail').close();
}

/** The dialog gives the focus back to what opened it. */
export function prepare() {
  const sheet = $('detail');
  sheet.addEventListener('close', () => {
    current = -1;
    remember(undefined);
    if (back?.isConnected) {
      back.focus();
    }
  });
  sheet.addEventListener('click', (event) => event.target === sheet && sheet.close());
  sheet.addEventListener('keydown', (event) => {
    const target = { ArrowLeft: '.sheet-newer', ArrowRight: '.sheet-older' }[event.key];
    if (target && !event.target.closest('pre, input')) {
      sheet.querySelector(target)?.click();
    }
  });
}

function head(sequence, record, go, { begin, end }) {
  return el('div', { class: 'sheet-head' },
    el('h2', { id: 'detail-title', tabindex: '-1' }, `Event ${number(sequence)}`),
    record.state ? stateMark(record.state) : undefined,
    el('div', { class: 'actions' },
      el('button', { type: 'button', class: 'plain sheet-newer', disabled: sequence + 1 >= end, title: 'The next one (←)', onclick: () => go(sequence + 1) }, 'Newer'),
      el('button', { type: 'button', class: 'plain sheet-older', disabled: sequence <= begin, title: 'The one before (→)', onclick: () => go(sequence - 1) }, 'Older'),
      el('button', { type: 'button', class: 'plain', onclick: close }, 'Close')));
}

function body(sequence, record, picked) {
  if (record.failed) {
    return el('div', { class: 'sheet-body' }, el('p', { class: 'banner bad' }, record.failed));
  }
  const event = record.event;
  return el('div', { class: 'sheet-body' },
    el('p', { class: `worth ${record.state.word}` }, stateText(record.state)),
    event === undefined ? el('p', { class: 'banner bad' }, 'This line is no event.') : overview(event, record, picked),
    el('h3', {}, 'Evidence'),
    el('p', { class: 'downloads' },
      record.state.size > 0
        ? el('a', { class: 'button', href: address('api/proof', { sequence }), download: `event-${sequence}.tlog-proof` }, 'Inclusion proof')
        : el('span', { class: 'muted' }, record.state.word === 'chained' ? 'No proof yet: no checkpoint covers this record.' : 'There is no proof of this record.'),
      el('a', { class: 'button', href: address('api/line', { sequence }), download: `event-${sequence}.json` }, 'Exact line')),
    record.state.size > 0
      ? el('p', { class: 'muted' }, 'Whoever has the public key checks both without the log: ',
        el('code', {}, `gapura audit check event-${sequence}.tlog-proof event-${sequence}.json --vkey log.vkey`))
      : undefined,
    event === undefined ? undefined : el('h3', {}, 'All members'),
    event === undefined ? undefined : el('pre', { tabindex: '0' }, JSON.stringify(event, null, 2)),
    el('h3', {}, 'Line as it is stored'),
    record.exact ? undefined : el('p', { class: 'muted' }, 'It is not UTF-8; the download has its exact bytes.'),
    el('pre', { class: 'line', tabindex: '0' }, record.line));
}

function overview(event, record, picked) {
  return el('div', {},
    el('p', { class: 'lead' }, outcomeMark(record.summary.outcome), ' ',
      el('time', {}, `${time(event.time)} UTC`)),
    el('h3', {}, 'Decision'), list(event, DECISION, picked),
    el('h3', {}, 'Request'), list(event, OVERVIEW, picked),
    ...more(event));
}

function list(event, members, picked) {
  const rows = members
    .map(([name, path, filter, otherwise]) => [name, at(event, path) ?? (otherwise && at(event, otherwise)), filter])
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value, filter]) => el('div', {}, el('dt', {}, name), el('dd', {}, text(value),
      filter ? el('button', { type: 'button', class: 'link', 'aria-label': `Filter by this ${name.toLowerCase()}`, onclick: () => picked(filter, text(value)) }, 'filter') : undefined)));
  return rows.length === 0 ? el('p', { class: 'muted' }, 'Nothing is said of it.') : el('dl', { class: 'members' }, ...rows);
}

/** What the application or a policy added. */
function more(event) {
  const facts = event.unmapped !== null && typeof event.unmapped === 'object' ? Object.entries(event.unmapped) : [];
  const resources = Array.isArray(event.resources) ? event.resources.map((each) => ['resource', text(each)]) : [];
  const all = [...resources, ...facts];
  return all.length === 0 ? [] : [el('h3', {}, 'Added'),
    el('dl', { class: 'members' }, ...all.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, text(value)))))];
}
