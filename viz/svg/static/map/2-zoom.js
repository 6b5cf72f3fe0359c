// --- zoom and pan: a unit of the drawing is view.k pixels, its origin lies at view.x, view.y ----------------------
const LEAST_ZOOM = 0.7, MOST_ZOOM = 40;  // against the whole map in sight
const AT_ONCE = 500;  // so many shapes and lines are drawn anew for each picture; more are moved as one until it rests
const REST = 140;  // milliseconds without a movement, after which what was moved as one is drawn sharp
const SHARP = 4;  // so many times its size is as far as a picture that moves is stretched
const STILL = 5;  // pixels that a hand may slip in a click
const SMOOTH = !matchMedia('(prefers-reduced-motion:reduce)').matches;
let view = {k: 1, x: 0, y: 0}, drawn = view, room = [1, 1], resting = 0, gliding = 0;
const whole = () => Math.min(room[0] / width, room[1] / height) || 1;
const bounded = k => Math.max(LEAST_ZOOM * whole(), Math.min(MOST_ZOOM * whole(), k));
// A sheet below everything, as large as what a browser keeps painted round a window: without it names that lie apart
// become layers of their own, and each picture of a movement takes three times as long.
const PAINTED = 4000, sheet = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
for (const [name, value] of [['class', 'sheet'], ['x', -PAINTED], ['y', -PAINTED], ['width', 3 * PAINTED], ['height', 3 * PAINTED]]) sheet.setAttribute(name, value);
svg.prepend(sheet);
const isLight = nodes.length + edges.length <= AT_ONCE;
function draw() {
  clearTimeout(resting); resting = 0; drawn = view;
  port.setAttribute('transform', `translate(${view.x.toFixed(1)} ${view.y.toFixed(1)}) scale(${view.k.toFixed(5)})`);
  svg.style.transform = 'none'; showNames(); tip.hidden = true;
}
function move(to) {
  view = to; const by = view.k / drawn.k;
  if (isLight || by > SHARP || by < 1 / SHARP) { draw(); return; }
  svg.style.transform = `translate(${view.x - drawn.x * by}px,${view.y - drawn.y * by}px) scale(${by})`;
  tip.hidden = true; clearTimeout(resting); resting = setTimeout(draw, REST);
}
function zoom(factor, at = {x: room[0] / 2, y: room[1] / 2}) {
  const k = bounded(view.k * factor), by = k / view.k;
  move({k, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by});
}
function fitting(box, most = Infinity) {  // the view with this box of the drawing in the middle of what is not covered
  const covered = isSheet() ? panel.offsetHeight : 0, side = covered || panel.hidden ? 0 : panel.offsetWidth + 12;
  const space = [Math.max(80, room[0] - side), Math.max(80, room[1] - covered)];
  const k = bounded(Math.min(space[0] / box.width, space[1] / box.height, most));
  const shift = side && panel.classList.contains('left') ? side : 0;
  return {k, x: shift + space[0] / 2 - (box.x + box.width / 2) * k, y: space[1] / 2 - (box.y + box.height / 2) * k};
}
const fit = () => move(fitting({x: left, y: top, width, height}));
function glide(to) {  // there in half a second, or at once for those who asked for less motion
  cancelAnimationFrame(gliding);
  if (!SMOOTH) { view = to; draw(); return; }
  const from = view, begin = performance.now();
  const step = now => {
    const part = Math.min(1, (now - begin) / 450), eased = part * part * (3 - 2 * part);
    const k = from.k * (to.k / from.k) ** eased, along = to.k === from.k ? eased : (k - from.k) / (to.k - from.k);
    const middle = axis => (at => (from[axis] - at) / from.k * (1 - along) + (to[axis] - at) / to.k * along)(room[axis === 'x' ? 0 : 1] / 2);
    move({k, x: room[0] / 2 + middle('x') * k, y: room[1] / 2 + middle('y') * k});
    if (part < 1) gliding = requestAnimationFrame(step); else { view = to; draw(); }
  };
  gliding = requestAnimationFrame(step);
}
function boxAround(indices) {
  const xs = indices.map(i => nodes[i].x), ys = indices.map(i => nodes[i].y), margin = Math.min(width, height) / 8;
  const x = Math.min(...xs) - margin, y = Math.min(...ys) - margin;
  return {x, y, width: Math.max(...xs) + margin - x, height: Math.max(...ys) + margin - y};
}
const isSheet = () => !panel.hidden && panel.offsetWidth >= room[0];  // below the map, on a narrow screen
const onScreen = ({x, y}) => ({x: x * view.k + view.x, y: y * view.k + view.y});
const inMap = event => { const box = map.getBoundingClientRect(); return {x: event.clientX - box.left, y: event.clientY - box.top}; };
function bringIntoSight(place) {
  const at = onScreen(place), edge = 24;
  const left = panel.hidden || isSheet() || !panel.classList.contains('left') ? 0 : panel.offsetWidth;
  const right = room[0] - (panel.hidden || isSheet() || left ? 0 : panel.offsetWidth);
  const bottom = room[1] - (isSheet() ? panel.offsetHeight : 0);
  if (at.x > left + edge && at.x < right - edge && at.y > edge && at.y < bottom - edge) return;
  glide({k: view.k, x: view.x + (left + right) / 2 - at.x, y: view.y + bottom / 2 - at.y});
}
// The wheel scrolls the page unless the map was clicked, fills the screen, or Ctrl is held.
const hasWheel = event => event.ctrlKey || event.metaKey || 'alone' in stage.dataset || document.fullscreenElement
  || map.contains(document.activeElement);
let isWheelTold = false;
map.addEventListener('wheel', event => {
  if (!hasWheel(event)) {
    if (!isWheelTold) { isWheelTold = true; inform(words.wheel_hint); }
    return;
  }
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), inMap(event));  // deltaMode: lines, not pixels
}, {passive: false});
function inform(text) {
  const note = find('#note'); note.textContent = text; note.hidden = false;
  setTimeout(() => { note.hidden = true; }, 4000);
}
const pointers = new Map(); let moved = 0;
svg.addEventListener('pointerdown', event => {
  pointers.set(event.pointerId, inMap(event)); cancelAnimationFrame(gliding);
  if (pointers.size === 1) moved = 0;
});
svg.addEventListener('pointermove', event => {
  const before = pointers.get(event.pointerId); if (!before) return;
  const now = inMap(event);
  if (pointers.size === 1) {
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (moved > STILL) {
      if (!map.classList.contains('drag')) { map.classList.add('drag'); svg.setPointerCapture(event.pointerId); }
      move({k: view.k, x: view.x + now.x - before.x, y: view.y + now.y - before.y});
    }
  } else {  // two fingers
    const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
    const apart = at => Math.hypot(at.x - other.x, at.y - other.y);
    moved = Infinity; zoom(apart(now) / (apart(before) || 1), other);
  }
  pointers.set(event.pointerId, now);
});
for (const name of ['pointerup', 'pointercancel']) {
  addEventListener(name, event => { pointers.delete(event.pointerId); map.classList.remove('drag'); });
}
