'use strict';
(() => {
const data = JSON.parse(document.getElementById('data').textContent);
const {words, nodes, edges} = data, [left, top, width, height] = data.bounds;
const find = (selector, within = document) => within.querySelector(selector);
const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const svg = find('#map>svg'), port = find('#port'), panel = find('#panel'), live = find('#live'), tip = find('#tip');
const shapes = findAll('.n', svg), lines = findAll('.e', svg);
const labels = new Map(findAll('.l', svg).map(label => [+label.dataset.i, label]));
const tiers = findAll('.tier', svg), rows = findAll('#nodes tbody tr'), tieRows = findAll('#ties tbody tr');
nodes.forEach((node, i) => { node.name = rows[i].cells[0].textContent; node.themes ??= []; node.places ??= []; });
const ties = nodes.map(() => []);
edges.forEach(([a, b], i) => { ties[a].push(i); ties[b].push(i); });
shapes.forEach((shape, i) => {
  const tied = ties[i].length === 1 ? words.one_tie : say('ties', {count: ties[i].length});
  shape.setAttribute('aria-label', [nodes[i].name, rows[i].cells[1].textContent, tied].join(', '));
});
const option = name => Object.assign(document.createElement('option'), {value: name});
find('#names').append(...[...new Set(nodes.map(node => node.name))].sort().map(option));
const cards = new Map(findAll('.card', svg).map(card => [+card.dataset.i, card]));
let view = {k: 1, x: 0, y: 0}, chosen = -1, hidden = new Set(), tab = 0;

// --- zoom and pan -----------------------------------------------------------------------------------------------
const LEAST_ZOOM = 0.8, MOST_ZOOM = 30;  // the whole map with a margin; a dot of a thousand as large as a hand
const LETTER = 22;  // of a name in the drawing (viz/drawing/sizes.py)
const LEAST_READ = 9, WELL_READ = 13;  // pixels of a letter: less is not read, more is read with ease
const SHRUNK = 0.35;  // how much of the zoom a name of a packed map takes part in, so that names make room for dots
const STILL = 5;  // pixels that a hand may slip in a click
const EDGE = 20;  // pixels from the edge within which a node counts as out of sight
const bounded = zoom => Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, zoom));
const pixels = () => Math.min(svg.clientWidth / width, svg.clientHeight / height) || 1;
function apply() {
  view.k = bounded(view.k);
  port.setAttribute('transform', `translate(${view.x.toFixed(2)} ${view.y.toFixed(2)}) scale(${view.k.toFixed(4)})`);
  const seen = pixels() * view.k;
  tiers.forEach((names, tier) => {
    const size = +names.dataset.size * seen;
    names.classList.toggle('later', tier > 0 && size < LEAST_READ);
    if (data.shrinks) names.style.setProperty('--s', Math.min(1, Math.max(WELL_READ, size * SHRUNK) / size).toFixed(4));
  });
  tip.hidden = true;
}
function point(event) {  // where in the drawing
  const at = svg.createSVGPoint(); at.x = event.clientX; at.y = event.clientY;
  return at.matrixTransform(svg.getScreenCTM().inverse());
}
function zoom(factor, at = {x: left + width / 2, y: top + height / 2}) {
  const k = bounded(view.k * factor), r = k / view.k;
  view = {k, x: at.x - (at.x - view.x) * r, y: at.y - (at.y - view.y) * r}; apply();
}
function fit() { view = {k: 1, x: 0, y: 0}; apply(); }
function centre(i, k = view.k) {  // in the middle of what is not covered, without leaving the map
  const seen = [svg.clientWidth / pixels(), svg.clientHeight / pixels()], box = svg.getBoundingClientRect();
  const covered = panelCovers() ? Math.max(0, box.bottom - panel.getBoundingClientRect().top) / pixels() : 0;
  const within = (shift, low, size, room) => size * k <= room ? low + size / 2 - (low + size / 2) * k
    : Math.min(low + size / 2 - room / 2 - low * k, Math.max(low + size / 2 + room / 2 - (low + size) * k, shift));
  const at = target(i), x = left + width / 2 - at.x * k, y = top + height / 2 - covered / 2 - at.y * k;
  view = {k, x: within(x, left, width, seen[0]), y: covered ? y : within(y, top, height, seen[1])}; apply();
}
function target(i) {  // an opened group is its card
  if (!cards.has(i) || cards.get(i).hasAttribute('hidden')) return nodes[i];
  const box = cards.get(i).getBBox(); return {x: box.x + box.width / 2, y: box.y + box.height / 2};
}
function start() {  // on a narrow screen begin where the names can be read
  const size = LETTER * pixels();
  if (size >= 8 || !nodes.length || data.shrinks) return fit();
  let busiest = 0; ties.forEach((own, i) => { if (own.length > ties[busiest].length) busiest = i; });
  centre(busiest, 10.5 / size);
}
function insight(i) {  // move a node that lies outside of what is seen into it
  const box = svg.getBoundingClientRect(), seen = target(i) === nodes[i] ? shapes[i] : cards.get(i);
  const at = seen.getBoundingClientRect();
  const low = panelCovers() ? panel.getBoundingClientRect().top : box.bottom;
  const across = at.left < box.left + EDGE || at.right > box.right - EDGE;
  if (across || at.top < box.top + EDGE || at.bottom > Math.min(box.bottom, low) - EDGE) centre(i);
}
const panelCovers = () => !panel.hidden && getComputedStyle(panel).position === 'fixed';
const pointers = new Map(); let moved = 0;
svg.addEventListener('wheel', event => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), point(event));  // deltaMode: lines, not pixels
}, {passive: false});
svg.addEventListener('pointerdown', event => {
  pointers.set(event.pointerId, point(event));
  if (pointers.size === 1) moved = 0;
});
svg.addEventListener('pointermove', event => {
  const before = pointers.get(event.pointerId); if (!before) return;
  const now = point(event);
  if (pointers.size === 1) {
    moved += Math.hypot(event.movementX, event.movementY);
    if (moved > STILL) {
      view.x += now.x - before.x; view.y += now.y - before.y;
      svg.classList.add('drag'); svg.setPointerCapture(event.pointerId); apply();
    }
  } else {  // two fingers
    const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
    const apart = at => Math.hypot(at.x - other.x, at.y - other.y);
    moved = Infinity; zoom(apart(now) / (apart(before) || 1), other);
  }
  pointers.set(event.pointerId, now);
});
for (const name of ['pointerup', 'pointercancel']) {
  addEventListener(name, event => { pointers.delete(event.pointerId); svg.classList.remove('drag'); });
}
svg.addEventListener('click', event => {
  if (moved > STILL) return;
  const card = event.target.closest('.card'), node = event.target.closest('.n,.l');
  if (card) open(+card.dataset.i, false); else if (node) pick(+node.dataset.i); else pick(-1);
});

// --- choosing a node --------------------------------------------------------------------------------------------
const near = i => new Set([i, ...ties[i].flatMap(tie => edges[tie])]);
function pick(i, focus = false) {
  cards.forEach(card => card.setAttribute('hidden', ''));
  chosen = i;
  const lit = i < 0 ? null : near(i);
  const dims = j => !!lit && !lit.has(j);
  shapes.forEach((shape, j) => { shape.classList.toggle('dim', dims(j)); shape.classList.toggle('sel', j === i); });
  labels.forEach((label, j) => label.classList.toggle('dim', dims(j)));
  lines.forEach(line => line.classList.toggle('dim', i >= 0 && !edges[+line.dataset.i].includes(i)));
  panel.hidden = i < 0;
  if (i < 0) { live.textContent = ''; apply(); return; }
  rove(i); fill(i); if (cards.has(i)) open(i, true);
  insight(i); live.textContent = shapes[i].getAttribute('aria-label');
  if (focus) shapes[i].focus();
}
function open(i, on) { cards.get(i).toggleAttribute('hidden', !on); }
function make(tag, text, parent, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  parent.append(made); return made;
}
const otherEnd = (tie, i) => edges[tie][0] === i ? edges[tie][1] : edges[tie][0];
const copy = (cell, to) => [...cell.childNodes].forEach(child => to.append(child.cloneNode(true)));
function fill(i) {  // names and evidence come from the table, as nodes, never as markup
  panel.replaceChildren();
  const close = make('button', '×', panel, 'close');
  close.setAttribute('aria-label', words.close);
  close.onclick = () => { pick(-1); shapes[i].focus(); };
  const cells = rows[i].cells;
  copy(cells[0], make('h2', '', panel)); make('p', cells[1].textContent, panel, 'sub');
  copy(cells[2], panel); copy(cells[3], panel);
  if (!ties[i].length) return;
  make('h3', `${words.relations} (${ties[i].length})`, panel);
  const list = make('ul', '', panel);
  ties[i].forEach(tie => {
    const other = otherEnd(tie, i), item = make('li', '', list, 'tie'), cells = tieRows[tie].cells;
    make('button', nodes[other].name, item).onclick = () => pick(other, true);
    make('span', ` ${cells[1].textContent}`, item); copy(cells[3], item);
  });
}
function rove(i) {  // one node at a time is reached by the tab key
  shapes[tab].setAttribute('tabindex', '-1'); tab = i; shapes[i].setAttribute('tabindex', '0'); }
const DIRECTION = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]};
function towards(i, [dx, dy]) {  // the nearest node in that direction, the straighter the better
  let best = -1, least = Infinity;
  nodes.forEach((node, j) => {
    if (j === i || hidden.has(j)) return;
    const x = node.x - nodes[i].x, y = node.y - nodes[i].y, along = x * dx + y * dy, off = Math.abs(x * dy - y * dx);
    if (along > 0 && off <= along * 1.2 && along + 2 * off < least) { least = along + 2 * off; best = j; }
  });
  return best;
}
svg.addEventListener('keydown', event => {
  const node = event.target.closest('.n'); if (!node) return;
  const i = +node.dataset.i;
  if (DIRECTION[event.key]) {
    event.preventDefault();
    const next = towards(i, DIRECTION[event.key]);
    if (next >= 0) { rove(next); shapes[next].focus({preventScroll: true}); insight(next); hint(next); }
  } else if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); pick(i, true); }
});
addEventListener('keydown', event => {
  if (event.key === 'Escape' && (chosen >= 0 || !tip.hidden)) {
    const was = chosen;
    pick(-1); tip.hidden = true; if (was >= 0) shapes[was].focus();
    return;
  }
  if (event.target.closest('input,select,textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') { event.preventDefault(); find('#q').focus(); }
  else if (event.key === '+') zoom(1.3); else if (event.key === '-') zoom(1 / 1.3); else if (event.key === '0') fit();
});
function hint(i) {
  const at = shapes[i].getBoundingClientRect(), box = find('#map').getBoundingClientRect();
  tip.textContent = nodes[i].name; tip.hidden = false;
  tip.style.left = `${at.left + at.width / 2 - box.left}px`; tip.style.top = `${at.top - box.top}px`;
}
svg.addEventListener('pointerover', event => {
  const over = event.target.closest('.n,.l');
  if (over && event.pointerType === 'mouse' && !pointers.size) hint(+over.dataset.i); else tip.hidden = true;
});

// --- search and filters -----------------------------------------------------------------------------------------
const fold = text => text.toLocaleLowerCase(document.documentElement.lang).normalize('NFC').trim();
const names = rows.map((row, i) => fold(`${nodes[i].name} ${row.cells[0].textContent} ${row.cells[2].textContent}`));
function search() {
  const text = fold(find('#q').value); if (!text) { pick(-1); return; }
  const seen = names.map((_, i) => i).filter(i => !hidden.has(i));
  const name = i => fold(nodes[i].name);
  const tests = [
    i => name(i) === text, i => name(i).startsWith(text), i => name(i).includes(text), i => names[i].includes(text),
  ];
  const hits = [...new Set(tests.flatMap(test => seen.filter(test)))];  // the best first
  if (!hits.length) {
    pick(-1); live.textContent = find('#answer').textContent = say('no_hit', {text: find('#q').value});
    return;
  }
  find('#answer').textContent = hits.length > 1 ? say('hits', {count: hits.length, name: nodes[hits[0]].name}) : '';
  view.k = Math.max(view.k, 1.5, 12 / (LETTER * pixels())); pick(hits[0]); centre(hits[0]);
}
find('#q').addEventListener('change', search);
find('#q').addEventListener('keydown', event => { if (event.key === 'Enter') { event.preventDefault(); search(); } });
const colours = findAll('input[data-colour]');
function filter() {
  const value = selector => find(selector)?.value || '';
  const theme = value('#theme'), place = value('#place'), from = +value('#from'), to = +value('#to');
  const off = new Set(colours.filter(box => !box.checked).map(box => box.dataset.colour));
  const asked = theme || place || from || to, isDated = node => node.type === 'project' || node.type === 'aggregate';
  const isWithin = node => (!from || (node.last || Infinity) >= from) && (!to || (node.first || 0) <= to);
  const isThere = node => !place || node.places.includes(+place);
  const fits = node => (!theme || node.themes.includes(+theme)) && isThere(node) && isWithin(node);
  hidden = new Set();
  nodes.forEach((node, i) => { if (isDated(node) && !fits(node)) hidden.add(i); });
  nodes.forEach((node, i) => {
    if (isDated(node)) return;
    const projects = ties[i].map(tie => otherEnd(tie, i)).filter(j => nodes[j].type === 'project');
    const alone = !projects.length && asked && !(place && !theme && !from && !to && node.places.includes(+place));
    const without = asked && projects.length && projects.every(j => hidden.has(j));
    if (off.has(node.colour) || alone || without) hidden.add(i);
  });
  const hide = (element, is) => element.classList.toggle('hide', is), isHidden = i => hidden.has(i);
  for (const elements of [shapes, labels, rows]) elements.forEach((element, i) => hide(element, isHidden(i)));
  lines.forEach(line => hide(line, edges[+line.dataset.i].some(isHidden)));
  tieRows.forEach((row, tie) => hide(row, edges[tie].some(isHidden)));
  findAll('.bubble').forEach(bubble => hide(bubble, !!bubble.dataset.i && isHidden(+bubble.dataset.i)));
  const single = nodes.filter((node, i) => node.type !== 'group' && node.type !== 'aggregate' && !isHidden(i)).length;
  find('#shown').textContent = say('shown', {shown: single, total: data.total});
  if (hidden.has(chosen)) pick(-1);
  if (hidden.has(tab)) { const next = nodes.findIndex((_, i) => !hidden.has(i)); if (next >= 0) rove(next); }
  live.textContent = find('#shown').textContent;
}
const fields = findAll('#theme,#place,#from,#to');
for (const field of [...fields, ...colours]) field.addEventListener('change', filter);
find('#reset')?.addEventListener('click', () => {
  fields.forEach(field => { field.value = ''; });
  colours.forEach(box => { box.checked = true; });
  filter();
});

// --- saving -----------------------------------------------------------------------------------------------------
function page() {  // the page that the SVG export makes, with what the filters leave
  const inner = port.cloneNode(true);
  findAll('.hide,.card,.tier:not([data-tier="0"])', inner).forEach(element => element.remove());
  const forScreens = ['role', 'tabindex', 'aria-label', 'class', 'data-i', 'style'];
  findAll('*', inner).forEach(element => { for (const name of forScreens) element.removeAttribute(name); });
  const holder = document.createElementNS('http://www.w3.org/2000/svg', 'g'); holder.append(...inner.childNodes);
  return data.head + new XMLSerializer().serializeToString(holder) + data.tail;
}
function save(blob, name) {
  const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(blob), download: name});
  link.click(); setTimeout(() => URL.revokeObjectURL(link.href), 5000);  // by then the browser has taken it
}
find('#svg').onclick = () => save(new Blob([page()], {type: 'image/svg+xml'}), 'hur.svg');
find('#png').onclick = () => {
  const image = new Image(), canvas = Object.assign(document.createElement('canvas'), {width: 3840, height: 2160});
  image.onload = () => {
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => save(blob, 'hur.png'), 'image/png');
  };
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(page());
};
find('#print').onclick = () => print();
find('#in').onclick = () => zoom(1.4);
find('#out').onclick = () => zoom(1 / 1.4);
find('#all').onclick = () => { pick(-1); fit(); };
addEventListener('resize', apply);
addEventListener('beforeprint', () => { pick(-1); fit(); });
if (matchMedia('(max-width:760px)').matches) find('.filters').removeAttribute('open');
start();
document.documentElement.dataset.ready = '1';
})();
