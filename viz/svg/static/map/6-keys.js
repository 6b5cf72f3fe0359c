// --- the keyboard -------------------------------------------------------------------------------------------------
const DIRECTION = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]};
function towards(i, [dx, dy]) {  // the nearest node in that direction, the straighter the better
  let best = -1, least = Infinity;
  nodes.forEach((node, j) => {
    if (j === i || hidden.has(j)) return;
    const x = node.x - nodes[i].x, y = node.y - nodes[i].y, along = x * dx + y * dy, off = Math.abs(x * dy - y * dx);
    if (along > 0 && off <= along * 1.2 && along + 2 * off < least) { least = along + 2 * off; best = j; }
  });
  return best;
}
svg.addEventListener('keydown', event => {
  const node = event.target.closest('.n'); if (!node) return;
  const i = +node.dataset.i;
  if (DIRECTION[event.key]) {
    event.preventDefault();
    const next = towards(i, DIRECTION[event.key]);
    if (next >= 0) { rove(next); shapes[next].focus({preventScroll: true}); bringIntoSight(nodes[next]); }
  } else if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose({node: i}, true); }
});
svg.addEventListener('focusin', event => {
  const node = event.target.closest('.n');
  if (node?.matches(':focus-visible')) { point({node: +node.dataset.i}); hint(+node.dataset.i); }
});
svg.addEventListener('focusout', () => { point(null); tip.hidden = true; });
stage.addEventListener('keydown', event => {
  if (event.key === 'Escape' && (chosen || !tip.hidden)) {
    const was = chosen; choose(null); tip.hidden = true;
    if (was?.node !== undefined) shapes[was.node].focus({preventScroll: true});
    return;
  }
  if (event.target.closest('input,select,textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '+') zoom(1.4); else if (event.key === '-') zoom(1 / 1.4); else if (event.key === '0') fit();
  else if (event.key === '/') { event.preventDefault(); event.stopPropagation(); find('#side').open = true; find('#map-q').focus(); }
});
