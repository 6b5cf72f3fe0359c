// --- the keyboard walks from community to community -----------------------------------------------------------------
const DIRECTION = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]};
let stood = null;
function towards([dx, dy]) {  // the nearest community in that direction, the straighter the better; at first the largest
  if (!stood) return discs[0];
  const off = disc => { const x = disc.x - stood.x, y = disc.y - stood.y, along = x * dx + y * dy, aside = Math.abs(x * dy - y * dx); return along > 0 && aside <= along * 1.2 ? along + 2 * aside : Infinity; };
  return discs.reduce((best, disc) => off(disc) < off(best) ? disc : best, stood);
}
function stand(disc) {
  stood = disc;
  const x = disc.x * view.k + view.x, y = disc.y * view.k + view.y, edge = 40;
  if (x < edge || y < edge || x > room[0] - edge || y > room[1] - edge) { view = {k: view.k, x: view.x + room[0] / 2 - x, y: view.y + room[1] / 2 - y}; draw(); }
  ring(disc); hint(titled(disc), {x: disc.x * view.k + view.x, y: (disc.y - disc.r) * view.k + view.y}); live.textContent = titled(disc);
}
map.addEventListener('keydown', event => {
  if (event.target !== map || !discs.length) return;
  if (DIRECTION[event.key]) { event.preventDefault(); stand(towards(DIRECTION[event.key])); }
  else if (event.key === 'Enter' && stood) goInto(stood);
});
map.addEventListener('blur', () => { tip.hidden = outline.hidden = true; });
stage.addEventListener('keydown', event => {
  if (event.key === 'Escape') { choose(-1); map.focus({preventScroll: true}); }
  if (event.target.closest('input,select,textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '+') zoom(1.5); else if (event.key === '-') zoom(1 / 1.5); else if (event.key === '0') show(bounds);
  else if (event.key === '/') { event.preventDefault(); event.stopPropagation(); find('#side').open = true; query.focus(); }
});
// --- what is hidden, and the beginning ------------------------------------------------------------------------------
const colours = [...stage.querySelectorAll('input[data-colour]')];
const unchecked = () => colours.filter(box => !box.checked).map(box => box.dataset.colour);
for (const box of colours) box.addEventListener('change', () => {
  hidden = new Set(unchecked()); hits = []; keepHidden([...hidden]);
  if (chosen >= 0 && isHidden(chosen)) choose(-1); else draw();
});
function measure() {
  stage.style.setProperty('--above', `${Math.round(stage.getBoundingClientRect().top + scrollY)}px`);
  const isFirst = room[0] === 1; room = [map.clientWidth || 1, map.clientHeight || 1];
  if (room[0] > 1 && seats.length) { if (isFirst) show(bounds); else draw(); }
}
if (matchMedia('(max-width:1000px)').matches) find('#side').open = false;
dark.addEventListener('change', draw);
fetch(stage.dataset.seats).then(response => response.ok ? response.json() : Promise.reject(response.status)).then(data => {
  read(data); hidden = new Set(unchecked()); room = [map.clientWidth || 1, map.clientHeight || 1]; find('#note').hidden = true; measure(); show(bounds);
  const marked = JSON.parse(stage.dataset.mark).map(id => seats.findIndex(seat => seat.id === id)).filter(i => i >= 0);
  if (marked.length) open(marked[0]);
  new ResizeObserver(measure).observe(map); document.documentElement.dataset.ready = '1';
}).catch(() => { find('#note').textContent = words.not_loaded; find('#note').hidden = false; });
