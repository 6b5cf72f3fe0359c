// --- the overview of a whole network on a canvas: drawn when it rests, moved as one picture meanwhile --------------
const stage = document.getElementById('stage'), find = selector => stage.querySelector(selector);
const map = find('#map'), canvas = find('canvas'), pen = canvas.getContext('2d', {alpha: false}), outline = find('#outline');
const panel = find('#panel'), live = find('#live'), tip = find('#tip'), answer = find('#answer');
const words = JSON.parse(stage.dataset.words), addresses = JSON.parse(stage.dataset.pages);
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const LEAST_ZOOM = 0.7, MOST_ZOOM = 60;  // against the whole in sight
const REST = 140;  // milliseconds without a movement, after which it is drawn sharp
const SHARP = 4;  // so many times its size is as far as a picture that moves is stretched
const BEYOND = 0.25;  // of the window that is drawn on each side of it, to be there when one pans
const MOST_TIES = 6000, MOST_NAMES = 160;  // that are drawn at once: the shortest ties, the best tied nodes
const TIES_A_PATH = 200;  // one path of thousands of lines takes much longer than many of few
const STILL = 5, CELL = 40, LEAST_DOT = 1.3;
const dark = matchMedia('(prefers-color-scheme:dark)');
const paint = () => dark.matches ? {paper: '#141B22', disc: '#1E2832', ink: '#E6EBF0', line: '#566471', rim: '#0B1015', chosen: '#8CBBF0', project: '#5C7AA3'}
  : {paper: '#fff', disc: '#EEF2F6', ink: '#1B2733', line: '#8A97A3', rim: '#1B2733', chosen: '#0050B3'};
let seats = [], ties = [], discs = [], near = [], bundles = [], ranked = [], written = [];
let grid = new Map(), byColour = new Map(), bounds = {x: 0, y: 0, width: 1, height: 1}, hidden = new Set();
let view = {k: 1, x: 0, y: 0}, drawn = view, room = [1, 1], resting = 0, chosen = -1;
const whole = () => Math.min(room[0] / bounds.width, room[1] / bounds.height);
const cellOf = (x, y) => `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
const group = (into, key, item) => { if (!into.has(key)) into.set(key, []); into.get(key).push(item); };
function read(data) {
  const [names, ids, colours, weights, homes, xs, ys] = data.seats;
  seats = names.map((name, i) => ({name, id: ids[i], colour: data.colours[colours[i]], kind: data.kinds[colours[i]], key: data.keys[colours[i]],
    project: data.keys[colours[i]] === 'project', weight: weights[i], home: homes[i], x: xs[i], y: ys[i], r: 2.4 + Math.min(9, Math.sqrt(weights[i]) * 0.75)}));
  ties = data.ties; discs = data.discs.map(([id, names, size, x, y, r]) => ({id, names: names.map(cut), name: names.join(', '), size, x, y, r}));
  near = seats.map(() => []);
  const between = new Map();
  ties.forEach(([a, b]) => {
    near[a].push(b); near[b].push(a);
    const [from, to] = [seats[a].home, seats[b].home].sort((p, q) => p - q);
    if (from !== to && to < discs.length) between.set(`${from} ${to}`, (between.get(`${from} ${to}`) || 0) + 1);
  });
  bundles = [...between].map(([pair, count]) => [...pair.split(' ').map(Number), count]).sort((a, b) => b[2] - a[2]).slice(0, 400);
  ties.sort(([a, b], [c, d]) => distance(a, b) - distance(c, d));
  seats.forEach((seat, i) => { group(grid, cellOf(seat.x, seat.y), i); group(byColour, seat.colour, seat); });
  ranked = [...seats.keys()].sort((a, b) => seats[b].weight - seats[a].weight);
  const xs0 = Math.min(...discs.map(disc => disc.x - disc.r), ...xs), ys0 = Math.min(...discs.map(disc => disc.y - disc.r), ...ys);
  const right = Math.max(...discs.map(disc => disc.x + disc.r), ...xs), bottom = Math.max(...discs.map(disc => disc.y + disc.r), ...ys);
  bounds = {x: xs0 - 20, y: ys0 - 20, width: right - xs0 + 40, height: bottom - ys0 + 40};
}
const LONGEST = 26;  // letters of a name on a community
const cut = name => name.length <= LONGEST ? name : `${name.slice(0, LONGEST).replace(/\s+\S*$/, '')} …`;
const distance = (a, b) => Math.hypot(seats[a].x - seats[b].x, seats[a].y - seats[b].y);
function draw() {
  clearTimeout(resting); drawn = view; canvas.style.transform = 'none';
  const look = paint(), scale = Math.min(2, devicePixelRatio || 1), margin = room.map(side => Math.round(side * BEYOND));
  const size = room.map((side, i) => side + 2 * margin[i]);
  if (canvas.width !== Math.round(size[0] * scale) || canvas.height !== Math.round(size[1] * scale)) {
    canvas.width = Math.round(size[0] * scale); canvas.height = Math.round(size[1] * scale);
    Object.assign(canvas.style, {width: `${size[0]}px`, height: `${size[1]}px`, left: `${-margin[0]}px`, top: `${-margin[1]}px`});
  }
  pen.setTransform(scale, 0, 0, scale, 0, 0); pen.fillStyle = look.paper; pen.fillRect(0, 0, ...size);
  pen.setTransform(scale * view.k, 0, 0, scale * view.k, scale * (view.x + margin[0]), scale * (view.y + margin[1]));
  const seen = {left: (-margin[0] - view.x) / view.k, top: (-margin[1] - view.y) / view.k};
  seen.right = seen.left + size[0] / view.k; seen.bottom = seen.top + size[1] / view.k;
  drawDiscs(look); drawTies(look, seen); drawSeats(look, seen);
  pen.setTransform(scale, 0, 0, scale, scale * margin[0], scale * margin[1]);
  drawNames(look, seen); tip.hidden = outline.hidden = true;
}
const inside = ({x, y}, seen, by = 0) => x > seen.left - by && x < seen.right + by && y > seen.top - by && y < seen.bottom + by;
function drawDiscs(look) {
  pen.fillStyle = look.disc; pen.strokeStyle = look.line; pen.lineWidth = 0.5 / view.k;
  for (const disc of discs) { pen.beginPath(); pen.arc(disc.x, disc.y, disc.r, 0, 7); pen.fill(); pen.stroke(); }
}
function stroke(pairs, colour, width) {
  pen.strokeStyle = colour; pen.lineWidth = width / view.k;
  for (let from = 0; from < pairs.length; from += TIES_A_PATH) {
    pen.beginPath();
    for (const [a, b] of pairs.slice(from, from + TIES_A_PATH)) { pen.moveTo(a.x, a.y); pen.lineTo(b.x, b.y); }
    pen.stroke();
  }
}
function drawTies(look, seen) {  // the bundles of the whole, then single ties as one comes nearer
  pen.globalAlpha = 0.5;
  if (view.k < 2.5 * whole()) {
    for (const [from, to, count] of bundles) stroke([[discs[from], discs[to]]], look.line, Math.min(6, 0.3 + count / 12));
  }
  if (view.k > 1.4 * whole() || seats.length < 3000) stroke(tiesWithin(seen), look.line, 0.5);
  pen.globalAlpha = 1;
  if (chosen >= 0) stroke(nearest(chosen).map(other => [seats[chosen], seats[other]]), look.chosen, 1.5);
}
function tiesWithin(seen) {
  const within = [];
  for (const [a, b] of ties) {
    if (within.length >= MOST_TIES) break;
    if ((inside(seats[a], seen) || inside(seats[b], seen)) && !isHidden(a) && !isHidden(b)) within.push([seats[a], seats[b]]);
  }
  return within;
}
const isHidden = i => hidden.has(seats[i].key), nearest = i => near[i].filter(other => !isHidden(other));
function drawSeats(look, seen) {
  const outlined = view.k > 1.2;
  for (const [colour, those] of byColour) {
    if (hidden.has(those[0].key)) continue;
    pen.fillStyle = those[0].project && look.project || colour; pen.beginPath();
    for (const seat of those) {
      const {x, y, project} = seat, r = Math.max(seat.r, LEAST_DOT / view.k);
      if (!inside(seat, seen, r)) continue;
      if (project || r * view.k < 1.6) pen.rect(x - r, y - r, 2 * r, 2 * r); else { pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 7); }
    }
    pen.fill();
    if (outlined) { pen.strokeStyle = look.rim; pen.lineWidth = 1 / view.k; pen.stroke(); }
  }
  if (chosen < 0) return;
  pen.strokeStyle = look.chosen; pen.lineWidth = 3 / view.k; pen.beginPath();
  for (const seat of [chosen, ...nearest(chosen)].map(i => seats[i])) { pen.moveTo(seat.x + seat.r, seat.y); pen.arc(seat.x, seat.y, seat.r, 0, 7); }
  pen.stroke();
}
const FONT = "12px 'Open Sans','Segoe UI',Arial,sans-serif", LINE = 15, widths = new Map();
function widthOf(line, weight) {
  const key = weight + line;
  if (!widths.has(key)) { pen.font = `${weight} ${FONT}`; widths.set(key, pen.measureText(line).width); }
  return widths.get(key);
}
const isIn = (box, {x, y}) => x > box.left && x < box.right && y > box.top && y < box.bottom;
function write(means, lines, x, y, weight) {  // round a place, unless something is written there
  const half = Math.max(...lines.map(line => widthOf(line, weight))) / 2 + 3, high = lines.length * LINE / 2 + 1;
  const box = {left: x - half, right: x + half, top: y - high, bottom: y + high, means};
  if (written.some(other => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) return false;
  written.push(box); pen.font = `${weight} ${FONT}`;
  lines.forEach((line, i) => { const at = y + (i - (lines.length - 1) / 2) * LINE; pen.strokeText(line, x, at); pen.fillText(line, x, at); });
  return true;
}
function drawNames(look, seen) {  // the communities while they are whole, then nodes, the best tied first, none on another
  written = [];
  Object.assign(pen, {lineWidth: 3, lineJoin: 'round', strokeStyle: look.paper, fillStyle: look.ink, textAlign: 'center', textBaseline: 'middle'});
  const at = ({x, y}) => [x * view.k + view.x, y * view.k + view.y];
  const name = (i, weight) => {
    const [x, y] = at(seats[i]);
    return write({seat: i}, [seats[i].name], x, y + Math.max(LEAST_DOT, seats[i].r * view.k) + 10, weight);
  };
  if (chosen >= 0) [chosen, ...nearest(chosen)].slice(0, 40).forEach(i => name(i, 700));
  if (view.k < 4 * whole()) {
    for (const disc of discs) {
      const [x, y] = at(disc), aside = disc.r * view.k * 0.6;
      if (aside < 11 || !inside(disc, seen)) continue;
      [0, -aside, aside].some(by => [disc.names, disc.names.slice(0, 1)].some(lines => write({disc}, lines, x, y + by, 700)));
    }
  }
  if (view.k < 1.8 * whole()) return;
  let named = 0;
  for (const i of ranked) {
    if (named >= MOST_NAMES) break;
    if (seats[i].r * view.k > 3 && !isHidden(i) && inside(seats[i], seen) && name(i, 400)) named++;
  }
}
