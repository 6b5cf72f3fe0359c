// --- what is pointed at: an actor or project is opened beside the picture, a community is gone into ----------------
function seatAt(at) {
  const x = (at.x - view.x) / view.k, y = (at.y - view.y) / view.k, slack = 4 / view.k; let best = -1, least = Infinity;
  for (const dx of [-CELL, 0, CELL]) for (const dy of [-CELL, 0, CELL]) for (const i of grid.get(cellOf(x + dx, y + dy)) || []) {
    const off = Math.hypot(seats[i].x - x, seats[i].y - y) - seats[i].r;
    if (off < slack && off < least && !isHidden(i)) { least = off; best = i; }
  }
  return seats[best]?.r * view.k > 2 ? best : -1;
}
const isWholeInSight = disc => 2 * disc.r * view.k < Math.min(...room);  // of one that fills the window only its name is
function discAt(at) {
  const x = (at.x - view.x) / view.k, y = (at.y - view.y) / view.k;
  return discs.find(disc => Math.hypot(disc.x - x, disc.y - y) < disc.r && isWholeInSight(disc));
}
function meantAt(at) {
  const name = view === drawn && written.find(box => isIn(box, at)), seat = name ? -1 : seatAt(at), disc = name || seat >= 0 ? null : discAt(at);
  return name ? name.means : seat >= 0 ? {seat} : disc ? {disc} : null;
}
function point(at, event) {
  const meant = meantAt(at);
  canvas.style.cursor = meant ? 'pointer' : 'grab';
  ring(meant?.disc);
  if (!meant || event.pointerType !== 'mouse') tip.hidden = true; else if (meant.disc) hint(titled(meant.disc), at); else hint(seats[meant.seat].name, at);
}
const titled = disc => say('go_into', {name: disc.name, count: disc.size});
function hint(text, at) {
  tip.textContent = text; tip.hidden = false; tip.classList.toggle('below', at.y < tip.offsetHeight + 16);
  tip.style.left = `${Math.min(room[0] - tip.offsetWidth / 2 - 4, Math.max(tip.offsetWidth / 2 + 4, at.x))}px`; tip.style.top = `${at.y}px`;
}
function ring(disc) {
  outline.hidden = !disc; if (!disc) return;
  const r = disc.r * view.k + 2;
  Object.assign(outline.style, {left: `${disc.x * view.k + view.x - r}px`, top: `${disc.y * view.k + view.y - r}px`, width: `${2 * r}px`, height: `${2 * r}px`});
}
const goInto = disc => location.assign(changed(addresses.group.replace(/grupp=ID(?=&|$)/, `grupp=${encodeURIComponent(disc.id)}`), 'without', leftOut));
function make(tag, text, parent) { const made = document.createElement(tag); made.textContent = text; parent.append(made); return made; }
function choose(i) {
  chosen = i; panel.hidden = i < 0; panel.replaceChildren(); keepMarked(i < 0 ? [] : [seats[i].id]);
  if (i < 0) { draw(); return; }
  const seat = seats[i], id = encodeURIComponent(seat.id).replaceAll('%3A', ':'), close = make('button', '×', panel);
  panel.classList.toggle('left', seat.x * view.k + view.x > room[0] / 2);
  close.className = 'close'; close.setAttribute('aria-label', words.close); close.onclick = () => choose(-1);
  make('h2', seat.name, panel); make('p', seat.kind, panel).className = 'sub';
  const ways = make('p', '', panel), kind = seat.project ? 'project' : 'actor', home = discs[seat.home]; ways.className = 'ways';
  make('a', words[`open_${kind}`], ways).href = addresses[kind].replace('ID', id);
  make('a', words.only_around, ways).href = addresses.around.replace('ID', id);
  if (home) { const into = make('button', words.into_own, ways); into.type = 'button'; into.onclick = () => goInto(home); }
  make('h3', `${words.relations} (${near[i].length})`, panel);
  const list = make('ul', '', panel);
  near[i].slice(0, 100).forEach(other => { make('button', seats[other].name, make('li', '', list)).onclick = () => choose(other); });
  if (near[i].length > 100) make('li', say('more', {count: near[i].length - 100}), list);
  live.textContent = `${seat.name}, ${seat.kind}`; draw();
}
const around = (at, size) => ({x: at.x - size, y: at.y - size, width: 2 * size, height: 2 * size});
const open = i => { choose(i); show(around(seats[i], 60)); };
canvas.addEventListener('click', event => {
  if (moved > STILL) return;
  map.focus({preventScroll: true});
  const at = inMap(event), meant = meantAt(at);
  if (meant?.seat >= 0) choose(meant.seat); else if (chosen >= 0) choose(-1); else if (meant) goInto(meant.disc); else zoom(2.2, at);
});
let hits = [], at = 0, asked = '';
const query = find('#map-q');
function hitsOf(text) {
  return seats.map((seat, i) => ({i, grade: isHidden(i) ? 9 : grade(text, seat.name)})).filter(hit => hit.grade < 9)
    .sort((a, b) => a.grade - b.grade || seats[b.i].weight - seats[a.i].weight || seats[a.i].name.length - seats[b.i].name.length);
}
function search(direction) {
  const text = bare(query.value);
  if (text !== asked || !hits.length) { asked = text; at = 0; hits = text ? hitsOf(text) : []; }
  else at = (at + direction + hits.length) % hits.length;
  find('#hits').hidden = hits.length < 2;
  if (!hits.length) { choose(-1); answer.textContent = text ? say('no_hit', {text: query.value}) : ''; return; }
  answer.textContent = say('hit', {at: at + 1, count: hits.length, name: seats[hits[at].i].name});
  open(hits[at].i);
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
