'use strict';
(() => {
const byId = id => document.getElementById(id);
const { bounds, letter, largest, nodes, ties, scenes, words } = JSON.parse(byId('data').textContent);
const svg = document.querySelector('#map svg'), port = byId('port'), names = byId('names'), root = document.documentElement;
const shapes = [...svg.querySelectorAll('.n')], lines = [...svg.querySelectorAll('.e')], steps = [...byId('steps').children];
const ruler = document.createElement('canvas').getContext('2d');
let now = Math.min(Math.max(0, parseInt(location.hash.slice(1), 10) - 1 || 0), scenes.length - 1);
let timer = 0;

const kept = scenes.map(({ lifted }) => {
  const lit = new Set(lifted), met = new Map();
  for (const [a, b] of ties) for (const [from, to] of [[a, b], [b, a]]) if (lit.has(from)) met.set(to, (met.get(to) || new Set()).add(from));
  const near = new Set(lifted.length > 8 ? [] : [...met].filter(([node, by]) => !lit.has(node) && by.size > 1).map(([node]) => node));
  return { lit, near };
});

function boxOf(chosen) {
  const [left, top, width, height] = bounds;
  if (!chosen.length) return bounds;
  const xs = chosen.flatMap(i => [nodes[i][0] - nodes[i][2], nodes[i][0] + nodes[i][2]]), ys = chosen.flatMap(i => [nodes[i][1] - nodes[i][3], nodes[i][1] + nodes[i][3]]);
  const least = Math.min(...xs), most = Math.max(...xs), high = Math.min(...ys), low = Math.max(...ys);
  const w = Math.max((most - least) * 1.35, width * 0.4), h = Math.max((low - high) * 1.35, height * 0.4);
  return [(least + most - w) / 2, (high + low - h) / 2, w, h];
}

function camera(chosen, W, H) {
  const [left, top, width, height] = boxOf(chosen), k = Math.min(W / width, H / height);
  return { k, x: (W - width * k) / 2 - left * k, y: (H - height * k) / 2 - top * k };
}

const overlap = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

function nameThem(lifted, { k, x, y }, W, H, fitting) {
  const size = W < 700 ? 14 : Math.max(17, Math.round(W / 75)), pad = 6;
  ruler.font = `600 ${size}px ${getComputedStyle(svg).fontFamily}`;
  const taken = lifted.map(i => [nodes[i][0] * k + x - nodes[i][2] * k, nodes[i][1] * k + y - nodes[i][3] * k, nodes[i][0] * k + x + nodes[i][2] * k, nodes[i][1] * k + y + nodes[i][3] * k]);
  names.textContent = '';
  names.setAttribute('font-size', size);
  for (const i of lifted.slice(0, 20)) {
    const [nx, ny, rx, ry, rows, inside] = nodes[i];
    if (inside * k >= 12) continue;
    const px = nx * k + x, py = ny * k + y, w = Math.max(...rows.map(row => ruler.measureText(row).width)), h = rows.length * size * 1.2;
    const right = px + rx * k + pad, left = px - rx * k - pad, below = py + ry * k + pad, above = py - ry * k - pad;
    const places = [['start', right, [right, py - h / 2]], ['end', left, [left - w, py - h / 2]], ['middle', px, [px - w / 2, below]], ['middle', px, [px - w / 2, above - h]]];
    const costs = places.map(([, , [l, t]]) => { const box = [l, t, l + w, t + h]; return taken.reduce((sum, other) => sum + overlap(box, other), 0) + (l < 4 || t < 4 || l + w > W - 4 || t + h > H - 4 ? 1e6 : 0); });
    const least = Math.min(...costs), [anchor, at, [l, t]] = places[costs.indexOf(least)];
    if (fitting && least > 0) continue;
    taken.push([l, t, l + w, t + h]);
    const text = document.createElementNS(svg.namespaceURI, 'text');
    text.setAttribute('text-anchor', anchor);
    rows.forEach((row, line) => {
      const part = document.createElementNS(svg.namespaceURI, 'tspan');
      part.setAttribute('x', at); part.setAttribute('y', t + size * (0.95 + line * 1.2)); part.textContent = row;
      text.append(part);
    });
    names.append(text);
  }
}

function show(step) {
  now = Math.min(Math.max(0, step), scenes.length - 1);
  const { lit, near } = kept[now], W = byId('map').clientWidth, H = byId('map').clientHeight;
  steps.forEach((item, i) => item.classList.toggle('now', i === now));
  svg.classList.toggle('dim', lit.size > 0);
  for (const shape of shapes) { const i = +shape.dataset.i; shape.classList.toggle('lit', lit.has(i)); shape.classList.toggle('near', near.has(i)); }
  for (const line of lines) {
    const [a, b] = ties[+line.dataset.i];
    line.classList.toggle('lit', lit.has(a) && lit.has(b));
    line.classList.toggle('near', (lit.has(a) && near.has(b)) || (lit.has(b) && near.has(a)));
  }
  svg.setAttribute('viewBox', `0 0 ${W} ${H}`);
  const view = camera([...lit, ...near], W, H);
  port.style.transform = `translate(${view.x}px,${view.y}px) scale(${view.k})`;
  const unread = !lit.size && letter * view.k < 10;
  svg.classList.toggle('unread', unread);
  nameThem(unread ? largest : [...lit], view, W, H, unread);
  byId('previous').disabled = now === 0; byId('next').disabled = now === scenes.length - 1;
  byId('live').textContent = [...steps[now].querySelectorAll('.of,h2,.sentence,.remark')].map(part => part.textContent).join('. ');
}

function pause() { clearTimeout(timer); timer = 0; byId('play').textContent = words.play; }
function wait() { timer = setTimeout(() => { show(now + 1); if (now < scenes.length - 1) wait(); else pause(); }, scenes[now].seconds * 1000); }
function play() { if (timer) return pause(); if (now === scenes.length - 1) show(0); byId('play').textContent = words.pause; wait(); }
const go = step => { pause(); show(step); };
function notes() { const open = root.classList.toggle('with-notes'); byId('notes').setAttribute('aria-pressed', open); show(now); }

byId('previous').onclick = () => go(now - 1); byId('next').onclick = () => go(now + 1);
byId('play').onclick = play; byId('notes').onclick = notes;
byId('full').onclick = () => document.fullscreenElement ? document.exitFullscreen() : byId('story').requestFullscreen();
byId('full').hidden = !document.fullscreenEnabled;
const keys = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ' ': 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1, Home: -Infinity, End: Infinity };
addEventListener('keydown', event => {
  const { target } = event;
  if (event.altKey || event.ctrlKey || event.metaKey || target.closest('a,summary,.scroll') || (event.key === ' ' && target.closest('button'))) return;
  if (event.key === 'Escape' && root.classList.contains('with-notes')) return notes();
  if (event.key in keys) { event.preventDefault(); go(now + keys[event.key]); }
});
svg.addEventListener('click', () => go(now + 1));
addEventListener('resize', () => show(now));
root.classList.add('js');
byId('controls').hidden = false;
show(now);
requestAnimationFrame(() => port.classList.add('ready'));
})();
