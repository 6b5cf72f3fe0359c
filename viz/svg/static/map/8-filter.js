// --- what is hidden: colours; in a file also themes, places and years, which the service's view has ---------------
const colours = findAll('input[data-colour]'), fields = findAll('#map-theme,#map-place,#map-from,#map-to');
const unchecked = () => colours.filter(box => !box.checked).map(box => box.dataset.colour);
const value = name => find(`#map-${name}`)?.value || '';
function filter() {
  const theme = value('theme'), place = value('place'), from = +value('from'), to = +value('to');
  const off = new Set(unchecked());
  const asked = theme || place || from || to, isDated = node => node.type === 'project' || node.type === 'aggregate';
  const isWithin = node => (!from || (node.last || Infinity) >= from) && (!to || (node.first || 0) <= to);
  const isThere = node => !place || node.places.includes(+place);
  const fits = node => (!theme || node.themes.includes(+theme)) && isThere(node) && isWithin(node);
  hidden = new Set();
  nodes.forEach((node, i) => { if (isDated(node) && !fits(node)) hidden.add(i); });
  nodes.forEach((node, i) => {
    if (isDated(node)) return;
    const projects = ties[i].map(tie => otherEnd(tie, i)).filter(j => nodes[j].type === 'project');
    const alone = !projects.length && asked && !(place && !theme && !from && !to && node.places.includes(+place));
    const without = asked && projects.length && projects.every(j => hidden.has(j));
    if (off.has(node.colour) || alone || without) hidden.add(i);
  });
  const hide = (element, is) => element.classList.toggle('hide', is), isHidden = i => hidden.has(i);
  shapes.forEach((shape, i) => hide(shape, isHidden(i)));
  labels.forEach((label, i) => hide(label, isHidden(data.labels[i][0])));
  lines.forEach((line, tie) => hide(line, edges[tie].slice(0, 2).some(isHidden)));
  findAll('.bubble', port).forEach((bubble, i) => hide(bubble, isHidden(data.bubbles[i])));
  const single = nodes.filter((node, i) => node.type !== 'group' && node.type !== 'aggregate' && !isHidden(i)).length;
  find('#shown').textContent = hidden.size ? say('shown', {shown: single, total: data.total}) : data.shown;
  if (chosen && (hidden.has(chosen.node) || edges[chosen.tie]?.slice(0, 2).some(isHidden))) choose(null);
  if (hidden.has(tab)) { const next = nodes.findIndex((_, i) => !hidden.has(i)); if (next >= 0) rove(next); }
  live.textContent = find('#shown').textContent; tables(); hits = [];  // the next search looks anew
}
for (const field of [...fields, ...colours]) field.addEventListener('change', () => { filter(); keepHidden(unchecked()); });
find('#reset')?.addEventListener('click', () => {
  fields.forEach(field => { field.value = ''; });
  colours.forEach(box => { box.checked = true; });
  filter(); keepHidden([]);
});
// What is shown now, and what is not, for a picture's foot: `27 av 55 noder visas · utan: kommuner · Energi`.
const shownNow = () => [
  find('#shown').textContent,
  ...unchecked().length ? [say('without', {kinds: unchecked().map(colour => data.many[colour]).join(', ')})] : [],
  ...fields.filter(field => field.value).map(field => field.selectedOptions[0].text),
].join(' · ');

