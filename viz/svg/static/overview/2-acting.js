// --- moving, pointing, searching ----------------------------------------------------------------------------------
const bounded = k => Math.max(LEAST_ZOOM * whole(), Math.min(MOST_ZOOM * whole(), k));
function move(to) {
  view = to; const by = view.k / drawn.k;
  if (by > 3 || by < 0.4) { draw(); return; }
  const margin = room.map(side => Math.round(side * BEYOND));  // the canvas begins so far outside of the window
  canvas.style.transform = `translate(${view.x - drawn.x * by + margin[0] * (1 - by)}px,${view.y - drawn.y * by + margin[1] * (1 - by)}px) scale(${by})`;
  tip.hidden = true; clearTimeout(resting); resting = setTimeout(draw, REST);
}
function zoom(factor, at = {x: room[0] / 2, y: room[1] / 2}) {
  const k = bounded(view.k * factor), by = k / view.k;
  move({k, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by});
}
function show(box, most = Infinity) {
  const k = bounded(Math.min(room[0] / box.width, room[1] / box.height, most));
  view = {k, x: room[0] / 2 - (box.x + box.width / 2) * k, y: room[1] / 2 - (box.y + box.height / 2) * k}; draw();
}
const inMap = event => { const box = map.getBoundingClientRect(); return {x: event.clientX - box.left, y: event.clientY - box.top}; };
function seatAt(at) {
  const x = (at.x - view.x) / view.k, y = (at.y - view.y) / view.k, slack = 4 / view.k; let best = -1, least = Infinity;
  for (const dx of [-CELL, 0, CELL]) for (const dy of [-CELL, 0, CELL]) for (const i of grid.get(cellOf(x + dx, y + dy)) || []) {
    const off = Math.hypot(seats[i].x - x, seats[i].y - y) - seats[i].r;
    if (off < slack && off < least) { least = off; best = i; }
  }
  return seats[best]?.r * view.k > 2 ? best : -1;
}
function discAt(at) {
  const x = (at.x - view.x) / view.k, y = (at.y - view.y) / view.k;
  return discs.find(disc => Math.hypot(disc.x - x, disc.y - y) < disc.r);
}
const hasWheel = event => event.ctrlKey || event.metaKey || document.fullscreenElement || map.contains(document.activeElement);
map.addEventListener('wheel', event => {
  if (!hasWheel(event)) { find('#note').textContent = words.wheel_hint; find('#note').hidden = false; setTimeout(() => { find('#note').hidden = true; }, 4000); return; }
  event.preventDefault(); zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), inMap(event));
}, {passive: false});
const pointers = new Map(); let moved = 0;
canvas.addEventListener('pointerdown', event => { pointers.set(event.pointerId, inMap(event)); if (pointers.size === 1) moved = 0; });
canvas.addEventListener('pointermove', event => {
  const before = pointers.get(event.pointerId), now = inMap(event);
  if (!before) { point(now, event); return; }
  if (pointers.size === 1) {
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (moved > STILL) { canvas.setPointerCapture(event.pointerId); move({k: view.k, x: view.x + now.x - before.x, y: view.y + now.y - before.y}); }
  } else {
    const other = [...pointers].find(([id]) => id !== event.pointerId)[1], apart = at => Math.hypot(at.x - other.x, at.y - other.y);
    moved = Infinity; zoom(apart(now) / (apart(before) || 1), other);
  }
  pointers.set(event.pointerId, now);
});
for (const name of ['pointerup', 'pointercancel']) addEventListener(name, event => pointers.delete(event.pointerId));
function point(at, event) {
  const seat = seatAt(at), disc = seat < 0 && view.k < 3 * whole() ? discAt(at) : null;
  canvas.style.cursor = seat >= 0 || disc ? 'pointer' : 'grab';
  tip.hidden = seat < 0 && !disc || event.pointerType !== 'mouse';
  tip.textContent = seat >= 0 ? seats[seat].name : disc ? `${disc.name} (${disc.size})` : '';
  tip.style.left = `${at.x}px`; tip.style.top = `${at.y}px`;
}
function make(tag, text, parent) { const made = document.createElement(tag); made.textContent = text; parent.append(made); return made; }
function choose(i) {
  chosen = i; panel.hidden = i < 0; panel.replaceChildren();
  if (i < 0) { draw(); return; }
  const seat = seats[i], id = encodeURIComponent(seat.id).replaceAll('%3A', ':'), close = make('button', '×', panel);
  panel.classList.toggle('left', seat.x * view.k + view.x > room[0] / 2);
  close.className = 'close'; close.setAttribute('aria-label', words.close); close.onclick = () => choose(-1);
  make('h2', seat.name, panel); make('p', seat.kind, panel).className = 'sub';
  const ways = make('p', '', panel), kind = seat.project ? 'project' : 'actor'; ways.className = 'ways';
  make('a', words[`open_${kind}`], ways).href = addresses[kind].replace('ID', id);
  make('a', words.only_around, ways).href = addresses.around.replace('ID', id);
  make('h3', `${words.relations} (${near[i].length})`, panel);
  const list = make('ul', '', panel);
  near[i].slice(0, 100).forEach(other => { make('button', seats[other].name, make('li', '', list)).onclick = () => choose(other); });
  if (near[i].length > 100) make('li', say('more', {count: near[i].length - 100}), list);
  live.textContent = `${seat.name}, ${seat.kind}`; draw();
}
canvas.addEventListener('click', event => {
  if (moved > STILL) return;
  map.focus({preventScroll: true});
  const at = inMap(event), seat = seatAt(at), disc = discAt(at);
  if (seat >= 0) choose(seat);
  else if (disc && view.k < 3 * whole()) { choose(-1); show({x: disc.x - disc.r, y: disc.y - disc.r, width: 2 * disc.r, height: 2 * disc.r}); }
  else choose(-1);
});
let hits = [], at = 0, asked = '';
const query = find('#map-q');
function search(direction) {
  const text = bare(query.value);
  if (text !== asked || !hits.length) {
    asked = text; at = 0;
    hits = text ? seats.map((seat, i) => ({i, grade: grade(text, seat.name)})).filter(hit => hit.grade < 9)
      .sort((a, b) => a.grade - b.grade || seats[b.i].weight - seats[a.i].weight || seats[a.i].name.length - seats[b.i].name.length) : [];
  } else at = (at + direction + hits.length) % hits.length;
  find('#hits').hidden = hits.length < 2;
  if (!hits.length) { choose(-1); answer.textContent = text ? say('no_hit', {text: query.value}) : ''; return; }
  const seat = seats[hits[at].i];
  answer.textContent = say('hit', {at: at + 1, count: hits.length, name: seat.name});
  show({x: seat.x - 60, y: seat.y - 60, width: 120, height: 120}); choose(hits[at].i);
}
query.addEventListener('keydown', event => { if (event.key === 'Enter') { event.preventDefault(); search(event.shiftKey ? -1 : 1); } });
query.addEventListener('change', () => { if (bare(query.value) !== asked) search(1); });
find('#earlier').onclick = () => search(-1);
find('#later').onclick = () => search(1);
find('#in').onclick = () => zoom(1.5);
find('#out').onclick = () => zoom(1 / 1.5);
find('#all').onclick = () => { choose(-1); show(bounds); };
find('#full').hidden = !document.fullscreenEnabled;
find('#full').onclick = () => { if (document.fullscreenElement) document.exitFullscreen(); else stage.requestFullscreen(); };
stage.addEventListener('keydown', event => { if (event.key === 'Escape') choose(-1); });
function measure() {
  stage.style.setProperty('--above', `${Math.round(stage.getBoundingClientRect().top + scrollY)}px`);
  const isFirst = room[0] === 1; room = [map.clientWidth || 1, map.clientHeight || 1];
  if (room[0] > 1 && seats.length) { if (isFirst) show(bounds); else draw(); }
}
if (matchMedia('(max-width:1000px)').matches) find('#side').open = false;
dark.addEventListener('change', draw);
fetch(stage.dataset.seats).then(response => response.ok ? response.json() : Promise.reject(response.status)).then(data => {
  read(data); ranked = [...seats].sort((a, b) => b.weight - a.weight);
  room = [map.clientWidth || 1, map.clientHeight || 1]; find('#note').hidden = true; measure(); show(bounds);
  new ResizeObserver(measure).observe(map); document.documentElement.dataset.ready = '1';
}).catch(() => { find('#note').textContent = words.not_loaded; });
