'use strict';
(() => {
const data = JSON.parse(document.getElementById('data').textContent), $ = s => document.querySelector(s);
const nodes = new vis.DataSet(data.nodes.map(n => ({...n, title: n.title || undefined}))), edges = new vis.DataSet(data.edges);
const network = new vis.Network($('#map'), {nodes, edges}, data.options);
const real = data.nodes.filter(n => !n.id.startsWith('L')), live = $('#live');
function pick(id) { network.selectNodes([id]); network.focus(id, {scale: Math.max(1, network.getScale())}); live.textContent = nodes.get(id).name; }
network.on('dragStart', e => { network.held = e.nodes.length ? network.getPositions(e.nodes) : null; });
network.on('dragging', e => {  // a name goes where its node goes
  if (!network.held) return;
  for (const id of e.nodes) {
    const label = 'L' + id, now = network.getPosition(id), before = network.held[id];
    if (nodes.get(label)) { const at = network.getPosition(label); network.moveNode(label, at.x + now.x - before.x, at.y + now.y - before.y); }
    network.held[id] = now;
  }
});
$('#q').addEventListener('change', () => {
  const text = $('#q').value.toLocaleLowerCase().trim(), hit = text && real.find(n => n.name.toLocaleLowerCase().includes(text));
  if (hit) pick(hit.id); else { network.unselectAll(); live.textContent = text ? data.none.replace('{text}', $('#q').value) : ''; }
});
document.querySelectorAll('#list button').forEach(b => b.addEventListener('click', () => pick(b.dataset.id)));
$('#all').onclick = () => network.fit();
$('#png').onclick = () => { const a = document.createElement('a'); a.href = $('#map canvas').toDataURL('image/png'); a.download = 'hur.png'; a.click(); };
$('#print').onclick = () => print();
network.once('afterDrawing', () => { network.fit(); document.documentElement.dataset.ready = '1'; });
})();
