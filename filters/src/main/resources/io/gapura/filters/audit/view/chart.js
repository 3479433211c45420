// Bars of refusals by code, drawn with DOM calls; a table says the same.
import { $, el, number, svg, time } from './dom.js';

const MOST_COLOURS = 7;
const HEIGHT = 190;
const LEFT = 46;
const BOTTOM = 24;
const TOP = 10;
const LENGTHS = { minute: 60e3, hour: 3600e3, day: 86400e3 };

/** Adds what another answer has counted. */
export function merged(all, answer) {
  for (const { time: at, codes } of answer.bars) {
    const bar = all.bars.get(at) ?? new Map();
    for (const [code, count] of Object.entries(codes)) {
      bar.set(code, (bar.get(code) ?? 0) + count);
      all.codes.set(code, (all.codes.get(code) ?? 0) + count);
    }
    all.bars.set(at, bar);
  }
  return all;
}

export const nothingCounted = () => ({ bars: new Map(), codes: new Map() });

/** Draws into the page; picked(code) and pickedTime(from, to) are told what was pressed. */
export function draw(counts, width, { picked, pickedTime }) {
  const codes = [...counts.codes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([code]) => code);
  const colour = new Map(codes.map((code, i) => [code, `c${Math.min(i, MOST_COLOURS)}`]));
  const length = LENGTHS[width];
  const bars = [...counts.bars].sort((a, b) => a[0] - b[0]);
  $('chart').replaceChildren(
    bars.length === 0
      ? el('p', { class: 'nothing' }, 'No refusals in the events that were counted.')
      : picture(bars, codes, colour, length, pickedTime));
  $('legend').replaceChildren(...codes.map((code) => el('button',
    { type: 'button', class: 'swatch', onclick: () => picked(code) },
    el('span', { class: `dot ${colour.get(code)}`, 'aria-hidden': 'true' }), code,
    el('span', { class: 'count' }, number(counts.codes.get(code))))));
  table(bars, codes, length, pickedTime);
}

function picture(bars, codes, colour, length, pickedTime) {
  const wide = Math.max(280, $('chart').clientWidth);
  const first = bars[0][0];
  const slots = Math.max(12, Math.round((bars.at(-1)[0] - first) / length) + 1);
  const step = (wide - LEFT - 8) / slots;
  const thick = Math.max(1.5, Math.min(step * 0.82, 34));
  const totals = bars.map(([, bar]) => [...bar.values()].reduce((sum, count) => sum + count, 0));
  const { top, ticks } = scale(Math.max(...totals));
  const y = (count) => HEIGHT - BOTTOM - (count / top) * (HEIGHT - BOTTOM - TOP);
  const x = (at) => LEFT + ((at - first) / length) * step + (step - thick) / 2;
  const sum = totals.reduce((all, count) => all + count, 0);
  const image = svg('svg', {
    viewBox: `0 0 ${wide} ${HEIGHT}`, width: wide, height: HEIGHT, role: 'img',
    'aria-label': `${number(sum)} refusals between ${time(first, 16)} and ${time(bars.at(-1)[0] + length, 16)} UTC, at most ${number(Math.max(...totals))} in one bar. The table below has each.`,
  });
  for (const tick of ticks) {
    image.append(
      svg('line', { class: 'grid', x1: LEFT, x2: wide - 4, y1: y(tick), y2: y(tick) }),
      svg('text', { class: 'label', x: LEFT - 8, y: y(tick) + 4, 'text-anchor': 'end' }, number(tick)));
  }
  for (const at of moments(first, slots, length, wide)) {
    const middle = x(at) + thick / 2;
    image.append(svg('text', { class: 'label', x: Math.min(Math.max(middle, LEFT + 24), wide - 32), y: HEIGHT - 7, 'text-anchor': 'middle' },
      length === LENGTHS.day ? time(at, 10) : slots * length > 86400e3 ? time(at, 16).slice(5) : time(at, 16).slice(11)));
  }
  bars.forEach(([at, bar], i) => image.append(column(at, bar, totals[i], codes, colour, { x: x(at), y, thick, length, pickedTime })));
  return image;
}

function column(at, bar, total, codes, colour, { x, y, thick, length, pickedTime }) {
  const said = codes.filter((code) => bar.has(code)).map((code) => `${code}: ${number(bar.get(code))}`).join('\n');
  const group = svg('g', { class: 'bar-column', onclick: () => pickedTime(at, at + length) },
    svg('title', {}, `${time(at, 16)} UTC\n${said}`));
  let below = 0;
  for (const code of codes) {
    const count = bar.get(code) ?? 0;
    if (count > 0) {
      const high = Math.max(1, y(below) - y(below + count));
      group.append(svg('rect', { class: colour.get(code), x, width: thick, y: y(below + count), height: high }));
      below += count;
    }
  }
  group.append(svg('rect', { class: 'hit', x: x - 1, width: thick + 2, y: y(total) - 6, height: HEIGHT - BOTTOM - y(total) + 6 }));
  return group;
}

/** Round numbers that hold the largest bar. */
function scale(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  const unit = Math.max(1, [1, 2, 5, 10].map((each) => each * power / 4).find((each) => each * 4 >= most && Number.isInteger(each)) ?? Math.ceil(most / 4));
  const count = Math.ceil(most / unit);
  return { top: unit * count, ticks: Array.from({ length: count + 1 }, (_, i) => i * unit) };
}

function moments(first, slots, length, wide) {
  const most = Math.max(2, Math.floor((wide - LEFT) / 110));
  const every = Math.ceil(slots / most);
  return Array.from({ length: Math.ceil(slots / every) }, (_, i) => first + i * every * length);
}

function table(bars, codes, length, pickedTime) {
  const head = el('tr', {}, el('th', { scope: 'col' }, 'From (UTC)'),
    ...codes.map((code) => el('th', { scope: 'col' }, code)));
  const rows = bars.slice(-500).reverse().map(([at, bar]) => el('tr', {},
    el('th', { scope: 'row' }, el('button', { type: 'button', class: 'link', onclick: () => pickedTime(at, at + length) }, time(at, 16))),
    ...codes.map((code) => el('td', { class: 'numeric' }, number(bar.get(code) ?? 0)))));
  const shown = bars.length > 500 ? [el('p', { class: 'muted' }, `The newest 500 of ${number(bars.length)} bars.`)] : [];
  $('chart-table').querySelector('.scroll').replaceChildren(
    ...shown, el('table', { class: 'plain-table' }, el('thead', {}, head), el('tbody', {}, ...rows)));
}
