'use strict';
(() => {
const data = JSON.parse(document.getElementById('data').textContent), W = data.words;
const $ = (s, from = document) => from.querySelector(s), $$ = (s, from = document) => [...from.querySelectorAll(s)];
const say = (key, values = {}) => W[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const svg = $('#map>svg'), port = $('#port'), panel = $('#panel'), live = $('#live'), tip = $('#tip');
const shapes = $$('.n', svg), labels = new Map($$('.l', svg).map(g => [+g.dataset.i, g])), lines = $$('.e', svg);
const tiers = $$('.tier', svg), rows = $$('#nodes tbody tr'), tieRows = $$('#ties tbody tr');
const N = data.nodes, E = data.edges, [left, top, width, height] = data.bounds;
N.forEach((n, i) => { n.name = rows[i].cells[0].textContent; n.themes ??= []; n.places ??= []; });
const ties = N.map(() => []);
E.forEach(([a, b], i) => { ties[a].push(i); ties[b].push(i); });
shapes.forEach((g, i) => g.setAttribute('aria-label', [N[i].name, rows[i].cells[1].textContent, ties[i].length === 1 ? W.one_tie : say('ties', {count: ties[i].length})].join(', ')));
$('#names').append(...[...new Set(N.map(n => n.name))].sort().map(name => Object.assign(document.createElement('option'), {value: name})));
const cards = new Map($$('.card', svg).map(g => [+g.dataset.i, g]));
let view = {k: 1, x: 0, y: 0}, chosen = -1, hidden = new Set(), tab = 0;

// --- zoom and pan -----------------------------------------------------------------------------------------------
const pixels = () => Math.min(svg.clientWidth / width, svg.clientHeight / height) || 1;
function apply() {
  view.k = Math.max(0.8, Math.min(30, view.k));
  port.setAttribute('transform', `translate(${view.x.toFixed(2)} ${view.y.toFixed(2)}) scale(${view.k.toFixed(4)})`);
  const seen = pixels() * view.k;
  tiers.forEach((g, tier) => {
    const size = +g.dataset.size * seen;  // of its names on the screen
    g.classList.toggle('later', tier > 0 && size < 9);
    if (data.shrinks) g.style.setProperty('--s', Math.min(1, Math.max(13, size * 0.35) / size).toFixed(4));
  });
  tip.hidden = true;
}
function point(event) { const p = svg.createSVGPoint(); p.x = event.clientX; p.y = event.clientY; return p.matrixTransform(svg.getScreenCTM().inverse()); }
function zoom(factor, at = {x: left + width / 2, y: top + height / 2}) {
  const k = Math.max(0.8, Math.min(30, view.k * factor)), r = k / view.k;
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
  if (!cards.has(i) || cards.get(i).hasAttribute('hidden')) return N[i];
  const box = cards.get(i).getBBox(); return {x: box.x + box.width / 2, y: box.y + box.height / 2};
}
function start() {  // on a narrow screen begin where the names can be read
  const size = 22 * pixels();
  if (size >= 8 || !N.length || data.shrinks) return fit();
  let i = 0; N.forEach((n, j) => { if (ties[j].length > ties[i].length) i = j; });
  centre(i, 10.5 / size);
}
function insight(i) {  // move a node that lies outside of what is seen into it
  const box = svg.getBoundingClientRect(), at = (target(i) === N[i] ? shapes[i] : cards.get(i)).getBoundingClientRect();
  const low = panelCovers() ? panel.getBoundingClientRect().top : box.bottom;
  if (at.left < box.left + 20 || at.right > box.right - 20 || at.top < box.top + 20 || at.bottom > Math.min(box.bottom, low) - 20) centre(i);
}
const panelCovers = () => !panel.hidden && getComputedStyle(panel).position === 'fixed';
const pointers = new Map(); let moved = 0;
svg.addEventListener('wheel', e => { e.preventDefault(); zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0016)), point(e)); }, {passive: false});
svg.addEventListener('pointerdown', e => { pointers.set(e.pointerId, point(e)); if (pointers.size === 1) moved = 0; });
svg.addEventListener('pointermove', e => {
  const before = pointers.get(e.pointerId); if (!before) return;
  const now = point(e);
  if (pointers.size === 1) {
    moved += Math.hypot(e.movementX, e.movementY);
    if (moved > 5) { view.x += now.x - before.x; view.y += now.y - before.y; svg.classList.add('drag'); svg.setPointerCapture(e.pointerId); apply(); }
  } else {
    const other = [...pointers].find(([id]) => id !== e.pointerId)[1];
    moved = 99; zoom(Math.hypot(now.x - other.x, now.y - other.y) / (Math.hypot(before.x - other.x, before.y - other.y) || 1), other);
  }
  pointers.set(e.pointerId, now);
});
for (const name of ['pointerup', 'pointercancel']) addEventListener(name, e => { pointers.delete(e.pointerId); svg.classList.remove('drag'); });
svg.addEventListener('click', e => {
  if (moved > 5) return;
  const card = e.target.closest('.card'), node = e.target.closest('.n,.l');
  if (card) open(+card.dataset.i, false); else if (node) pick(+node.dataset.i); else pick(-1);
});

// --- choosing a node --------------------------------------------------------------------------------------------
function near(i) { const set = new Set([i]); ties[i].forEach(t => { set.add(E[t][0]); set.add(E[t][1]); }); return set; }
function pick(i, focus = false) {
  cards.forEach(g => g.setAttribute('hidden', ''));
  chosen = i;
  const lit = i < 0 ? null : near(i);
  shapes.forEach((g, j) => { g.classList.toggle('dim', !!lit && !lit.has(j)); g.classList.toggle('sel', j === i); });
  labels.forEach((g, j) => g.classList.toggle('dim', !!lit && !lit.has(j)));
  lines.forEach(g => { const e = E[+g.dataset.i]; g.classList.toggle('dim', i >= 0 && e[0] !== i && e[1] !== i); });
  panel.hidden = i < 0;
  if (i < 0) { live.textContent = ''; apply(); return; }
  rove(i); fill(i); if (cards.has(i)) open(i, true);
  insight(i); live.textContent = shapes[i].getAttribute('aria-label');
  if (focus) shapes[i].focus();
}
function open(i, on) { const g = cards.get(i); g.toggleAttribute('hidden', !on); }
function make(tag, text, parent, name) { const el = document.createElement(tag); if (text) el.textContent = text; if (name) el.className = name; parent.append(el); return el; }
const copy = (cell, to) => [...cell.childNodes].forEach(c => to.append(c.cloneNode(true)));
function fill(i) {  // names and evidence come from the table, as nodes, never as markup
  panel.replaceChildren();
  const close = make('button', '×', panel, 'close'); close.setAttribute('aria-label', W.close); close.onclick = () => { pick(-1); shapes[i].focus(); };
  const cells = rows[i].cells;
  copy(cells[0], make('h2', '', panel)); make('p', cells[1].textContent, panel, 'sub'); copy(cells[2], panel); copy(cells[3], panel);
  if (!ties[i].length) return;
  make('h3', `${W.relations} (${ties[i].length})`, panel);
  const list = make('ul', '', panel);
  ties[i].forEach(t => {
    const other = E[t][0] === i ? E[t][1] : E[t][0], item = make('li', '', list, 'tie'), button = make('button', N[other].name, item);
    button.onclick = () => pick(other, true);
    make('span', ` ${tieRows[t].cells[1].textContent}`, item); copy(tieRows[t].cells[3], item);
  });
}
function rove(i) { shapes[tab].setAttribute('tabindex', '-1'); tab = i; shapes[i].setAttribute('tabindex', '0'); }
const SECTOR = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]};
function towards(i, [dx, dy]) {  // the nearest node in that direction, the straighter the better
  let best = -1, least = Infinity;
  N.forEach((n, j) => {
    if (j === i || hidden.has(j)) return;
    const x = n.x - N[i].x, y = n.y - N[i].y, along = x * dx + y * dy, off = Math.abs(x * dy - y * dx);
    if (along > 0 && off <= along * 1.2 && along + 2 * off < least) { least = along + 2 * off; best = j; }
  });
  return best;
}
svg.addEventListener('keydown', e => {
  const node = e.target.closest('.n'); if (!node) return;
  const i = +node.dataset.i;
  if (SECTOR[e.key]) { e.preventDefault(); const j = towards(i, SECTOR[e.key]); if (j >= 0) { rove(j); shapes[j].focus({preventScroll: true}); insight(j); hint(j); } }
  else if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); pick(i, true); }
});
addEventListener('keydown', e => {
  if (e.key === 'Escape' && (chosen >= 0 || !tip.hidden)) { const i = chosen; pick(-1); tip.hidden = true; if (i >= 0) shapes[i].focus(); return; }
  if (e.target.closest('input,select,textarea') || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === '/') { e.preventDefault(); $('#q').focus(); } else if (e.key === '+') zoom(1.3); else if (e.key === '-') zoom(1 / 1.3); else if (e.key === '0') fit();
});
function hint(i) {
  const at = shapes[i].getBoundingClientRect(), box = $('#map').getBoundingClientRect();
  tip.textContent = N[i].name; tip.hidden = false; tip.style.left = `${at.left + at.width / 2 - box.left}px`; tip.style.top = `${at.top - box.top}px`;
}
svg.addEventListener('pointerover', e => { const g = e.target.closest('.n,.l'); if (g && e.pointerType === 'mouse' && !pointers.size) hint(+g.dataset.i); else tip.hidden = true; });

// --- search and filters -----------------------------------------------------------------------------------------
const fold = text => text.toLocaleLowerCase(document.documentElement.lang).normalize('NFC').trim();
const names = rows.map((row, i) => fold(`${N[i].name} ${row.cells[0].textContent} ${row.cells[2].textContent}`));
function search() {
  const text = fold($('#q').value); if (!text) { pick(-1); return; }
  const seen = names.map((_, i) => i).filter(i => !hidden.has(i));
  const hits = [i => fold(N[i].name) === text, i => fold(N[i].name).startsWith(text), i => fold(N[i].name).includes(text), i => names[i].includes(text)]
    .flatMap(test => seen.filter(test)).filter((i, at, all) => all.indexOf(i) === at);
  if (!hits.length) { pick(-1); live.textContent = $('#answer').textContent = say('no_hit', {text: $('#q').value}); return; }
  $('#answer').textContent = hits.length > 1 ? say('hits', {count: hits.length, name: N[hits[0]].name}) : '';
  view.k = Math.max(view.k, 1.5, 12 / (22 * pixels())); pick(hits[0]); centre(hits[0]);
}
$('#q').addEventListener('change', search);
$('#q').addEventListener('keydown', e => { if (e.key === 'Enter') { e.preventDefault(); search(); } });
const colours = $$('input[data-colour]');
function filter() {
  const theme = $('#theme')?.value || '', place = $('#place')?.value || '', from = +($('#from')?.value || 0), to = +($('#to')?.value || 0);
  const off = new Set(colours.filter(c => !c.checked).map(c => c.dataset.colour)), asked = theme || place || from || to;
  const fits = n => (!theme || n.themes.includes(+theme)) && (!place || n.places.includes(+place)) && (!from || (n.last || 9999) >= from) && (!to || (n.first || 0) <= to);
  hidden = new Set();
  N.forEach((n, i) => { if ((n.type === 'project' || n.type === 'aggregate') && !fits(n)) hidden.add(i); });
  N.forEach((n, i) => {
    if (n.type === 'project' || n.type === 'aggregate') return;
    const projects = ties[i].map(t => E[t][0] === i ? E[t][1] : E[t][0]).filter(j => N[j].type === 'project');
    const alone = !projects.length && asked && !(place && !theme && !from && !to && n.places.includes(+place));
    if (off.has(n.colour) || alone || (asked && projects.length && projects.every(j => hidden.has(j)))) hidden.add(i);
  });
  shapes.forEach((g, i) => g.classList.toggle('hide', hidden.has(i)));
  labels.forEach((g, i) => g.classList.toggle('hide', hidden.has(i)));
  rows.forEach((row, i) => row.classList.toggle('hide', hidden.has(i)));
  lines.forEach(g => { const [a, b] = E[+g.dataset.i]; g.classList.toggle('hide', hidden.has(a) || hidden.has(b)); });
  tieRows.forEach((row, t) => row.classList.toggle('hide', hidden.has(E[t][0]) || hidden.has(E[t][1])));
  $$('.bubble').forEach(g => g.classList.toggle('hide', !!g.dataset.i && hidden.has(+g.dataset.i)));
  const single = N.filter((n, i) => n.type !== 'group' && n.type !== 'aggregate' && !hidden.has(i)).length;
  $('#shown').textContent = say('shown', {shown: single, total: data.total});
  if (hidden.has(chosen)) pick(-1);
  if (hidden.has(tab)) { const next = N.findIndex((_, i) => !hidden.has(i)); if (next >= 0) rove(next); }
  live.textContent = $('#shown').textContent;
}
$$('#theme,#place,#from,#to').forEach(s => s.addEventListener('change', filter));
colours.forEach(c => c.addEventListener('change', filter));
$('#reset')?.addEventListener('click', () => { $$('#theme,#place,#from,#to').forEach(s => { s.value = ''; }); colours.forEach(c => { c.checked = true; }); filter(); });

// --- saving -----------------------------------------------------------------------------------------------------
function page() {  // the page that the SVG export makes, with what the filters leave
  const inner = port.cloneNode(true);
  $$('.hide,.card,.tier:not([data-tier="0"])', inner).forEach(el => el.remove());
  $$('*', inner).forEach(el => { for (const name of ['role', 'tabindex', 'aria-label', 'class', 'data-i', 'style']) el.removeAttribute(name); });
  const holder = document.createElementNS('http://www.w3.org/2000/svg', 'g'); holder.append(...inner.childNodes);
  return data.head + new XMLSerializer().serializeToString(holder) + data.tail;
}
function save(blob, name) { const a = document.createElement('a'); a.href = URL.createObjectURL(blob); a.download = name; a.click(); setTimeout(() => URL.revokeObjectURL(a.href), 5000); }
$('#svg').onclick = () => save(new Blob([page()], {type: 'image/svg+xml'}), 'hur.svg');
$('#png').onclick = () => {
  const image = new Image(), canvas = Object.assign(document.createElement('canvas'), {width: 3840, height: 2160});
  image.onload = () => { canvas.getContext('2d').drawImage(image, 0, 0, 3840, 2160); canvas.toBlob(b => save(b, 'hur.png'), 'image/png'); };
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(page());
};
$('#print').onclick = () => print();
$('#in').onclick = () => zoom(1.4); $('#out').onclick = () => zoom(1 / 1.4); $('#all').onclick = () => { pick(-1); fit(); };
addEventListener('resize', apply);
addEventListener('beforeprint', () => { pick(-1); fit(); });
if (matchMedia('(max-width:760px)').matches) $('.filters').removeAttribute('open');
start();
document.documentElement.dataset.ready = '1';
})();
