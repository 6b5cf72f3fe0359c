// --- search -------------------------------------------------------------------------------------------------------
const alsoCalled = ([label, value]) => [words.aliases, words.acronym].includes(texts[label]) ? texts[value].split(', ') : [];
const known = nodes.map(node => [node.name, node.label, ...(node.facts || []).flatMap(alsoCalled)].filter(Boolean));
function hitsOf(query) {
  const typed = bare(query), hits = [];
  nodes.forEach((node, i) => {
    if (hidden.has(i)) return;
    const own = Math.min(...known[i].map(name => grade(typed, name)));
    if (own < 9) hits.push({i, grade: own, length: node.name.length});
    for (const at of node.members || []) {
      const within = grade(typed, texts[at]);
      if (within < 9) hits.push({i, grade: within + 0.5, length: texts[at].length, member: texts[at]});
    }
  });
  const best = Math.min(...hits.map(hit => hit.grade));
  return hits.filter(hit => hit.grade < 4 || best >= 4)
    .sort((a, b) => a.grade - b.grade || nodes[b.i].weight - nodes[a.i].weight || a.length - b.length);
}
let hits = [], at = 0;
const query = find('#map-q'), answer = find('#answer'), steps = find('#hits');
function show(position) {
  at = (position + hits.length) % hits.length;
  const {i, member} = hits[at], name = member ?? nodes[i].name;
  answer.textContent = hits.length > 1 ? say('hit', {at: at + 1, count: hits.length, name}) : name;
  if (member) answer.textContent += `. ${say('inside', {group: nodes[i].name})}`;
  choose({node: i});
  if (!data.cells) glide(fitting({x: nodes[i].x, y: nodes[i].y, width: 1, height: 1}, Math.max(view.k, 2 * whole())));
  live.textContent = answer.textContent;
}
let asked = '';
function search(direction = 1) {
  const text = query.value.trim();
  if (text && text === asked && hits.length) { show(at + direction); return; }
  asked = text; hits = text ? hitsOf(text) : [];
  steps.hidden = hits.length < 2;
  if (hits.length) { show(0); return; }
  choose(null); live.textContent = answer.textContent = text ? say('no_hit', {text}) : '';
}
query.addEventListener('change', () => { if (query.value.trim() !== asked) search(); });
query.addEventListener('keydown', event => {
  if (event.key === 'Enter') { event.preventDefault(); search(event.shiftKey ? -1 : 1); }
});
find('#earlier').onclick = () => show(at - 1);
find('#later').onclick = () => show(at + 1);
const option = name => Object.assign(document.createElement('option'), {value: name});
query.addEventListener('focus', () => {
  if (nodes.length <= 1000) find('#names').append(...[...new Set(nodes.map(node => node.name))].sort().map(option));
}, {once: true});
