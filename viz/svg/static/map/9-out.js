// --- what is on the screen as a table, a picture, on paper and over the whole screen ------------------------------
const table = document.getElementById('table');
function tables() {
  if (!table.open) return;
  const [nodeRows, tieRows, sourceRows] = findAll('tbody', table), isHidden = i => hidden.has(i);
  const row = cells => { const made = document.createElement('tr'); cells.forEach(fill => fill(make('td', '', made))); return made; };
  const text = words => cell => { cell.textContent = words; }, proof = list => cell => list?.forEach(index => piece(index, cell));
  nodeRows.replaceChildren(...nodes.flatMap((node, i) => isHidden(i) ? [] : [row([
    cell => { if (node.url) link(node.url, node.name, cell); else cell.textContent = node.name; },
    text(node.words), cell => { facts(node, cell); members(node, cell, 'strong'); }, proof(node.evidence),
  ])]));
  tieRows.replaceChildren(...edges.flatMap(([a, b, told, pieces]) => isHidden(a) || isHidden(b) ? [] : [row([
    text(nodes[a].name), text(texts[told]), text(nodes[b].name), proof(pieces),
  ])]));
  sourceRows.replaceChildren(...sources.map(([title, url]) => row([text(title), cell => { if (url) link(url, url, cell); }])));
}
table.addEventListener('toggle', tables);
function picture() {  // the page that the SVG export makes, with what the screen shows of the map
  const copy = svg.cloneNode(true), before = findAll('*', svg);
  stage.classList.add('for-paper');
  findAll('*', copy).forEach((element, i) => {
    const style = getComputedStyle(before[i]);
    if (style.display === 'none' || style.visibility === 'hidden') element.dataset.gone = '';
    else if (before[i].closest('.lifted') && before[i].matches('.n,.n *,.e,.l')) {
      for (const look of ['opacity', 'fill', 'stroke']) element.setAttribute(look, style[look]);
    }
  });
  stage.classList.remove('for-paper'); find('.sheet', copy).remove();
  findAll('[data-gone]', copy).forEach(element => element.remove());
  const forScreens = ['role', 'tabindex', 'aria-label', 'class', 'data-i', 'style', 'id'];
  findAll('*', copy).forEach(element => { for (const name of forScreens) element.removeAttribute(name); });
  const holder = document.createElementNS('http://www.w3.org/2000/svg', 'g'); holder.append(...copy.childNodes);
  const seen = [[left, width, view.x, room[0]], [top, height, view.y, room[1]]].map(([from, size, shift, most]) => {
    const start = Math.max(0, from * view.k + shift), end = Math.min(most, (from + size) * view.k + shift);
    return end > start ? [start, end - start] : [0, most];
  });
  const box = [seen[0][0], seen[1][0], seen[0][1], seen[1][1]].map(bound => bound.toFixed(1)).join(' ');
  const last = data.head.lastIndexOf('viewBox="');  // that of the map on its page
  const head = data.head.slice(0, last) + data.head.slice(last).replace(/viewBox="[^"]*"/, `viewBox="${box}"`);
  return head + new XMLSerializer().serializeToString(holder) + told(data.tail);
}
const LONGEST_FOOT = 190;  // letters that the line below the legend has room for
function told(tail) {  // the page of the picture, with what is shown now in place of what is shown at first
  const was = inMarkup(data.shown), start = tail.indexOf(was), end = tail.indexOf('<', start);
  if (!hidden.size || start < 0) return tail;
  const line = inMarkup(shownNow()) + tail.slice(start + was.length, end);
  const short = line.length > LONGEST_FOOT ? `${line.slice(0, line.lastIndexOf(' ', LONGEST_FOOT))} …` : line;
  return tail.slice(0, start) + short + tail.slice(end);
}
function inMarkup(text) { return text.replace(/[&<>"]/g, sign => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[sign]); }
function save(blob, name) {
  const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(blob), download: name});
  link.click(); setTimeout(() => URL.revokeObjectURL(link.href), 5000);  // by then the browser has taken it
}
find('#svg').onclick = () => save(new Blob([picture()], {type: 'image/svg+xml'}), 'hur.svg');
find('#png').onclick = () => {
  const image = new Image(), canvas = Object.assign(document.createElement('canvas'), {width: 3840, height: 2160});
  image.onload = () => {
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => save(blob, 'hur.png'), 'image/png');
  };
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(picture());
};
find('#print').onclick = () => print();
find('#in').onclick = () => zoom(1.4);
find('#out').onclick = () => zoom(1 / 1.4);
find('#all').onclick = () => { choose(null); glide(fitting({x: left, y: top, width, height})); };
find('#full').hidden = !document.fullscreenEnabled;
find('#full').onclick = () => { if (document.fullscreenElement) document.exitFullscreen(); else stage.requestFullscreen(); };
addEventListener('beforeprint', () => { draw(); svg.setAttribute('viewBox', `0 0 ${room.join(' ')}`); });
addEventListener('afterprint', () => svg.removeAttribute('viewBox'));
// --- begin --------------------------------------------------------------------------------------------------------
const READ_FROM = 0.56;  // pixels for a unit of the drawing at which what is written in the boxes of projects can be read
const FEWEST_NAMES = 10;  // with which a map begins: on a narrow screen it begins nearer, at the best tied
function start() {
  const sizes = data.labels.map(([, most]) => most).sort((a, b) => b - a), tenth = sizes[Math.min(FEWEST_NAMES, sizes.length) - 1];
  const k = Math.max(data.roomy ? READ_FROM : 0, tenth ? (room[0] < SMALL ? LEAST : LETTER) / tenth : 0);
  if (whole() >= k || !nodes.length) { fit(); draw(); return; }
  if (data.cells) { move({k, x: -left * k, y: -top * k}); draw(); return; }  // the names of rows first
  const land = find('.land', port)?.getBBox();
  const busiest = ties.reduce((best, own, i) => own.length > ties[best].length ? i : best, 0);
  const middle = land ? {x: land.x + land.width / 2, y: land.y + land.height / 2} : nodes[busiest];
  move(fitting({x: middle.x, y: middle.y, width: 1, height: 1}, k)); draw();
}
function measure() {
  stage.style.setProperty('--above', `${Math.round(stage.getBoundingClientRect().top + scrollY)}px`);
  const before = room, isFirst = before[0] === 1, isWhole = !isFirst && Math.abs(view.k / whole() - 1) < 0.01;
  room = [map.clientWidth || 1, map.clientHeight || 1];
  if (room[0] <= 1 || room.every((side, axis) => side === before[axis])) return;
  if (isFirst) start(); else if (isWhole) { fit(); draw(); } else {
    view = {k: bounded(view.k), x: view.x + (room[0] - before[0]) / 2, y: view.y + (room[1] - before[1]) / 2}; draw();
  }
}
svg.removeAttribute('viewBox');
if (matchMedia('(max-width:1000px)').matches) find('#side').open = false;  // its summary opens it again
new ResizeObserver(measure).observe(map); measure();
if (unchecked().length) filter();
const marked = JSON.parse(stage.dataset.mark || '[]');
if (marked.length) { const found = mark(marked); if (found < marked.length) inform(say('not_here', {count: marked.length - found})); }
stage.addEventListener('hur:show', event => mark(event.detail));
document.documentElement.dataset.ready = '1';
