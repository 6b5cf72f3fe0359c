'use strict';
(() => {
const byId = id => document.getElementById(id);
const { layers, names: rows, largest, ties, scenes, words } = JSON.parse(byId('data').textContent);
const svg = document.querySelector('#map svg'), map = byId('map'), names = byId('names'), lifted = byId('lifted'), root = document.documentElement;
const [nearby, lit] = lifted.children, steps = [...byId('steps').children];
const drawn = [...svg.querySelectorAll('.layer')].map(layer => {
  const numbered = kind => Object.fromEntries([...layer.querySelectorAll(kind)].map(item => [item.dataset.i, item]));
  return { layer, nodes: numbered('.n'), ties: numbered('.e') };
});
const still = matchMedia('(prefers-reduced-motion: reduce)'), MOVE = { duration: 150, easing: 'ease-out' }, MOST_NAMED = 40, FOREMOST = 3, LEAST_LETTER = 11;
const ruler = document.createElement('canvas').getContext('2d');
let now = Math.min(Math.max(0, parseInt(location.hash.slice(1), 10) - 1 || 0), scenes.length - 1);
let timer = 0, before = null, W = 0, H = 0;

const kept = scenes.map(({ lifted }) => {
  const chosen = new Set(lifted), met = new Map();
  for (const [a, b] of ties) for (const [from, to] of [[a, b], [b, a]]) if (chosen.has(from)) met.set(to, (met.get(to) || new Set()).add(from));
  const near = new Set(lifted.length > 8 ? [] : [...met].filter(([node, by]) => !chosen.has(node) && by.size > 1).map(([node]) => node));
  return { chosen, near };
});

function boxOf(places, bounds) {
  if (!places.length) return bounds;
  const xs = places.flatMap(([x, , across]) => [x - across, x + across]), ys = places.flatMap(([, y, , down]) => [y - down, y + down]);
  const least = Math.min(...xs), most = Math.max(...xs), high = Math.min(...ys), low = Math.max(...ys);
  const w = Math.max((most - least) * 1.35, bounds[2] * 0.4), h = Math.max((low - high) * 1.35, bounds[3] * 0.4);
  return [(least + most - w) / 2, (high + low - h) / 2, w, h];
}

function camera(places, bounds) {
  const [left, top, width, height] = boxOf(places, bounds), k = Math.min(W / width, H / height);
  return { k, x: (W - width * k) / 2 - left * k, y: (H - height * k) / 2 - top * k };
}

const overlap = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

function nameThem(chosen, places, { k, x, y }, needed, { cells, letter }) {
  const size = cells ? Math.max(LEAST_LETTER, letter * k) : W < 700 ? 14 : Math.max(17, Math.round(W / 75)), pad = 6;
  ruler.font = `600 ${size}px ${getComputedStyle(svg).fontFamily}`;
  const shown = chosen.filter(i => places[i]), first = Math.min(...places.filter(Boolean).map(([, y]) => y));
  const taken = shown.map(i => { const [nx, ny, rx, ry] = places[i]; return [(nx - rx) * k + x, (ny - ry) * k + y, (nx + rx) * k + x, (ny + ry) * k + y]; });
  names.textContent = '';
  names.setAttribute('font-size', size);
  shown.slice(0, MOST_NAMED).forEach((i, rank) => {
    const [nx, ny, rx, ry, inside] = places[i];
    if (inside * k >= 12) return;
    const px = nx * k + x, py = ny * k + y, w = Math.max(...rows[i].map(row => ruler.measureText(row).width)), h = rows[i].length * size * 1.2;
    const right = px + rx * k + pad, left = px - rx * k - pad, below = py + ry * k + pad, above = py - ry * k - pad;
    const all = [['start', right, [right, py - h / 2]], ['end', left, [left - w, py - h / 2]], ['middle', px, [px - w / 2, below]], ['middle', px, [px - w / 2, above - h]]];
    const slants = cells && ny === first;  // above a column of a matrix; the name of a row stands left of it
    const seats = slants ? [['start', px, [px, above - h]]] : cells ? [all[1]] : all;
    const boxAt = ([l, t]) => slants ? [px, above - pad, px + pad, above] : [l, t, l + w, t + h];
    const costs = seats.map(([, , corner]) => { const box = boxAt(corner), [l, t] = corner; return taken.reduce((sum, other) => sum + overlap(box, other), 0) + (l < 4 || t < 4 || l + w > W - 4 || t + h > H - 4 ? 1e6 : 0); });
    const least = Math.min(...costs), [anchor, at, [l, t]] = seats[costs.indexOf(least)];
    if (rank >= needed && least > 0) return;
    taken.push(boxAt([l, t]));
    const text = document.createElementNS(svg.namespaceURI, 'text');
    text.setAttribute('text-anchor', anchor);
    if (slants) text.setAttribute('transform', `rotate(-45 ${px} ${above})`);
    rows[i].forEach((row, line) => {
      const part = document.createElementNS(svg.namespaceURI, 'tspan');
      part.setAttribute('x', at); part.setAttribute('y', t + size * (0.95 + line * 1.2)); part.textContent = row;
      text.append(part);
    });
    names.append(text);
  });
}

function lift(scene, places, view) {
  const { chosen, near } = kept[now], { nodes, ties: drawnTies } = drawn[scene.layer];
  const tie = i => { const item = drawnTies[i], kind = item.parentNode.cloneNode(); kind.append(item.cloneNode()); return kind; };
  const between = (a, b) => Object.keys(drawnTies).filter(i => { const [from, to] = ties[i]; return (a.has(from) && b.has(to)) || (b.has(from) && a.has(to)); }).map(tie);
  const copies = of => [...of].filter(i => nodes[i]).map(i => nodes[i].cloneNode(true));
  nearby.replaceChildren(...between(chosen, near), ...copies(near));
  lit.replaceChildren(...between(chosen, chosen), ...copies(chosen));
  if (!before || before.layer === scene.layer || still.matches) return;
  for (const copy of lifted.querySelectorAll('.n')) {
    const from = layers[before.layer].nodes[copy.dataset.i], to = places[copy.dataset.i];
    if (from) copy.animate([{ transform: `translate(${(from[0] * before.k + before.x - view.x) / view.k - to[0]}px,${(from[1] * before.k + before.y - view.y) / view.k - to[1]}px)` }, { transform: 'none' }], MOVE);
  }
  lifted.querySelectorAll('.e').forEach(tie => tie.classList.add('new'));
}

function show(step) {
  now = Math.min(Math.max(0, step), scenes.length - 1);
  const scene = scenes[now], { bounds, letter, cells, nodes: places } = layers[scene.layer], { chosen, near } = kept[now];
  const view = camera(cells ? [] : [...chosen, ...near].map(i => places[i]).filter(Boolean), bounds);
  const unread = !chosen.size && letter * view.k < LEAST_LETTER, changed = before && before.layer !== scene.layer;
  lift(scene, places, view);
  nameThem(unread ? largest : [...chosen, ...near], places, view, chosen.size || FOREMOST, layers[scene.layer]);
  steps.forEach((item, i) => item.classList.toggle('now', i === now));
  svg.classList.toggle('dim', chosen.size > 0);
  svg.classList.toggle('unread', unread);
  drawn.forEach(({ layer }, i) => layer.classList.toggle('now', i === scene.layer));
  for (const part of [drawn[scene.layer].layer, lifted]) {
    part.classList.toggle('new', !!changed);
    part.style.transform = `translate(${view.x}px,${view.y}px) scale(${view.k})`;
  }
  before = { ...view, layer: scene.layer };
  byId('previous').disabled = now === 0; byId('next').disabled = now === scenes.length - 1;
  byId('live').textContent = [...steps[now].querySelectorAll('.of,h2,.sentence,.remark')].map(part => part.textContent).join('. ');
}

function fit() { W = map.clientWidth; H = map.clientHeight; show(now); }
function pause() { clearTimeout(timer); timer = 0; byId('play').textContent = words.play; }
function wait() { timer = setTimeout(() => { show(now + 1); if (now < scenes.length - 1) wait(); else pause(); }, scenes[now].seconds * 1000); }
function play() { if (timer) return pause(); if (now === scenes.length - 1) show(0); byId('play').textContent = words.pause; wait(); }
const go = step => { pause(); show(step); };
function notes() { const open = root.classList.toggle('with-notes'); byId('notes').setAttribute('aria-pressed', open); fit(); }

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
addEventListener('resize', fit);
root.classList.add('js');
byId('controls').hidden = false;
svg.removeAttribute('viewBox');
fit();
requestAnimationFrame(() => root.classList.add('ready'));
})();
