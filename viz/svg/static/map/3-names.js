// --- names: as large on the screen at every zoom; each has room at the sizes of a letter that viz/drawing/labels.py says
const LETTER = 12;  // pixels, in which the names are written
const LEAST = 11, LARGE = 22;  // pixels of a letter on the screen: never less; the most where there is room
const pivots = labels.map(label => label.getAttribute('transform').match(/-?[\d.]+/g).map(Number));
const leaders = findAll('.leader', svg);
let showing = new Set(), lit = null;
const SMALL = 1300;  // pixels of a map's width below which the least letters leave room for more names
const letter = () => data.roomy ? Math.max(data.cells ? LEAST : LETTER, Math.min(LARGE, data.letter * view.k)) : room[0] < SMALL ? LEAST : LETTER;
function showNames() {
  const pixels = letter(), units = pixels / view.k, by = (pixels / LETTER).toFixed(3);
  svg.classList.toggle('unread', data.letter * view.k < LEAST);  // what is written inside the projects' boxes
  showing = new Set();
  data.labels.forEach(([, most, until], i) => {
    if (units <= most * 1.001 && units > until) showing.add(i);
    labels[i].classList.toggle('later', !showing.has(i));
  });
  showing.forEach(i => place(i, by));
  data.leaders.forEach((label, i) => leaders[i].classList.toggle('later', !showing.has(label)));
  nameLit();
}
function place(label, by = (letter() / LETTER).toFixed(3)) {
  const [x, y] = pivots[label];
  labels[label].setAttribute('transform', `translate(${(x * view.k + view.x).toFixed(1)} ${(y * view.k + view.y).toFixed(1)}) scale(${by})`);
}
const isOver = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const MOST_NAMED = 60;
function nameLit() {  // those who are lifted are named also where there was no room, as long as their names are apart
  for (const label of findAll('.l.lit', svg)) label.classList.remove('lit');
  if (!lit) return;
  const ranked = [...lit].sort((a, b) => (b === focused()) - (a === focused()) || nodes[b].weight - nodes[a].weight);
  const added = [], taken = [];
  for (const i of ranked.slice(0, MOST_NAMED)) {
    const own = labelsOf[i], shown = own.filter(label => showing.has(label)), last = own.at(-1);
    shown.forEach(label => { labels[label].classList.add('lit'); if (!data.cells) added.push(labels[label]); });
    if (shown.length || last === undefined) continue;
    place(last); labels[last].classList.add('lit'); added.push(labels[last]);
  }
  for (const label of added) {
    const box = label.lastElementChild.getBoundingClientRect();
    if (taken.some(other => isOver(box, other))) label.classList.remove('lit'); else taken.push(box);
  }
}
