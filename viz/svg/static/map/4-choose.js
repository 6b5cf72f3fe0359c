// --- choosing a node or a tie, and lifting what belongs to it -----------------------------------------------------
const NEAR_LINE = data.cells ? 2 : 7;  // pixels from a tie within which it is meant
let chosen = null, pointed = null, hidden = new Set(), tab = 0, hovering = 0;
const near = i => new Set([i, ...ties[i].map(tie => otherEnd(tie, i))]);
const focused = () => (pointed ?? chosen)?.node;
const litBy = choice => {  // the nodes and ties that a choice lifts
  if (!choice) return [null, null];
  const own = choice.marked ?? (choice.tie === undefined ? null : edges[choice.tie].slice(0, 2));
  if (own && data.cells) return [new Set(own.flatMap(end => [...near(end)])), own.flatMap(end => ties[end])];  // rows and columns
  if (choice.marked) return [new Set(own), edgesWithin(new Set(own))];
  if (choice.tie !== undefined) return [new Set(own), [choice.tie]];
  return [near(choice.node), ties[choice.node]];
};
const edgesWithin = set => edges.flatMap(([a, b], tie) => set.has(a) && set.has(b) ? [tie] : []);
function lift(choice) {
  const [those, tied] = litBy(choice); lit = those;
  for (const was of findAll('.n.lit,.e.lit,.sel', port)) was.classList.remove('lit', 'sel');
  svg.classList.toggle('lifted', !!choice);
  those?.forEach(i => shapes[i].classList.add('lit'));
  tied?.forEach(tie => lines[tie]?.classList.add('lit'));
  if (choice?.node !== undefined) shapes[choice.node].classList.add('sel');
  if (choice?.tie !== undefined) lines[choice.tie]?.classList.add('sel');
  nameLit();
}
const endsOf = choice => choice.marked ?? (choice.node === undefined ? edges[choice.tie].slice(0, 2) : [choice.node]);
const idsOf = choice => choice ? endsOf(choice).filter(i => PAGE_OF[nodes[i].type]).map(i => nodes[i].id) : [];
function choose(choice, focus = false) {
  keepMarked(idsOf(choice));
  chosen = choice; pointed = null; clearTimeout(hovering);
  if (!choice || choice.marked) { panel.hidden = true; lift(choice); if (!choice) live.textContent = ''; return; }
  const at = choice.node ?? edges[choice.tie][0], place = data.cells && choice.tie in ends ? middle(ends[choice.tie]) : nodes[at];
  panel.classList.toggle('left', !data.cells && onScreen(place).x > room[0] / 2);  // not over the names of rows
  if (choice.node === undefined) fillTie(choice.tie); else { rove(choice.node); fillNode(choice.node); }
  panel.hidden = false; panel.scrollTop = 0;
  lift(choice); bringIntoSight(place);
  live.textContent = choice.node === undefined ? sentence(choice.tie) : shapes[at].getAttribute('aria-label');
  if (focus && choice.node !== undefined) shapes[at].focus({preventScroll: true});
}
function mark(ids) {  // by the address, or a story's step; what is not on the map is not lifted
  const marked = ids.flatMap(id => indexOf.has(id) ? [indexOf.get(id)] : []);
  choose(marked.length > 1 ? {marked} : marked.length ? {node: marked[0]} : null);
  if (marked.length && !data.cells) glide(fitting(boxAround(marked), 2 * whole()));
  return marked.length;
}
const middle = ([x, y, wide, high]) => ({x: x + wide / 2, y: y + high / 2});  // of a cell
const ends = lines.map(line => line.getAttribute('d').match(/-?[\d.]+/g).map(Number));
const outside = (at, from, size) => Math.max(from - at, 0, at - from - size);
function tieAt(at) {  // the tie that runs closest by a place on the screen, if any does
  const x = (at.x - view.x) / view.k, y = (at.y - view.y) / view.k; let best = null, least = NEAR_LINE / view.k;
  ends.forEach(([x1, y1, x2, y2], tie) => {
    if (edges[tie].slice(0, 2).some(end => hidden.has(end))) return;
    if (data.cells) {  // left, top, width and height
      const off = Math.hypot(outside(x, x1, x2), outside(y, y1, y2));
      if (off < least) { least = off; best = tie; }
      return;
    }
    const dx = x2 - x1, dy = y2 - y1, part = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
    const off = Math.hypot(x - x1 - part * dx, y - y1 - part * dy);
    if (off < least) { least = off; best = tie; }
  });
  return best;
}
svg.addEventListener('click', event => {
  if (moved > STILL) return;
  map.focus({preventScroll: true});
  const node = event.target.closest('.n,.l'), tie = node ? null : tieAt(inMap(event));
  choose(node ? {node: +node.dataset.i} : tie === null ? null : {tie}, true);
});
function point(choice) {  // as long as the pointer rests there
  if (JSON.stringify(choice) === JSON.stringify(pointed)) return;
  clearTimeout(hovering); pointed = choice; hovering = setTimeout(() => lift(pointed ?? chosen), 70);
}
svg.addEventListener('pointermove', event => {
  if (event.pointerType !== 'mouse' || pointers.size) return;
  const node = event.target.closest('.n,.l'), tie = node ? null : tieAt(inMap(event));
  svg.classList.toggle('over', tie !== null);
  point(node ? {node: +node.dataset.i} : tie === null ? null : {tie});
  if (node) hint(+node.dataset.i); else if (tie !== null) hintAt(sentence(tie), inMap(event)); else tip.hidden = true;
});
svg.addEventListener('pointerleave', () => { point(null); tip.hidden = true; });
function hint(i) { const at = onScreen(nodes[i]); hintAt(nodes[i].name, {x: at.x, y: at.y - shapes[i].getBoundingClientRect().height / 2}); }
function hintAt(text, at) {
  tip.textContent = text; tip.hidden = false;
  const across = Math.min(room[0] - tip.offsetWidth / 2 - 4, Math.max(tip.offsetWidth / 2 + 4, at.x));
  tip.classList.toggle('below', at.y < tip.offsetHeight + 16);
  tip.style.left = `${across}px`; tip.style.top = `${at.y}px`;
}
function rove(i) {  // one node at a time is reached by the tab key
  shapes[tab].setAttribute('tabindex', '-1'); tab = i; shapes[i].setAttribute('tabindex', '0');
}
