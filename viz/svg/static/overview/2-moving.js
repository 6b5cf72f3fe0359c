// --- moving -------------------------------------------------------------------------------------------------------
const bounded = k => Math.max(LEAST_ZOOM * whole(), Math.min(MOST_ZOOM * whole(), k));
function move(to) {
  view = to; const by = view.k / drawn.k;
  if (by > SHARP || by < 1 / SHARP) { draw(); return; }
  const margin = room.map(side => Math.round(side * BEYOND));  // the canvas begins so far outside of the window
  canvas.style.transform = `translate(${view.x - drawn.x * by + margin[0] * (1 - by)}px,${view.y - drawn.y * by + margin[1] * (1 - by)}px) scale(${by})`;
  tip.hidden = outline.hidden = true; clearTimeout(resting); resting = setTimeout(draw, REST);
}
function zoom(factor, at = {x: room[0] / 2, y: room[1] / 2}) {
  const k = bounded(view.k * factor), by = k / view.k;
  move({k, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by});
}
function show(box) {  // in the middle of what the panel does not cover
  const isSheet = panel.offsetWidth >= room[0], side = isSheet ? 0 : panel.offsetWidth;
  const space = [room[0] - side, room[1] - (isSheet ? panel.offsetHeight : 0)];
  const k = bounded(Math.min(space[0] / box.width, space[1] / box.height)), shift = panel.classList.contains('left') ? side : 0;
  view = {k, x: shift + space[0] / 2 - (box.x + box.width / 2) * k, y: space[1] / 2 - (box.y + box.height / 2) * k}; draw();
}
const inMap = event => { const box = map.getBoundingClientRect(); return {x: event.clientX - box.left, y: event.clientY - box.top}; };
const hasWheel = event => event.ctrlKey || event.metaKey || document.fullscreenElement || map.contains(document.activeElement);
map.addEventListener('wheel', event => {
  if (!hasWheel(event)) { inform(words.wheel_hint); return; }
  event.preventDefault(); zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), inMap(event));
}, {passive: false});
function inform(text) {
  const note = find('#note'); note.textContent = text; note.hidden = false;
  setTimeout(() => { note.hidden = true; }, 4000);
}
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
canvas.addEventListener('pointerleave', () => { tip.hidden = outline.hidden = true; });
