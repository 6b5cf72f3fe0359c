// --- search: a whole name before the beginning of a word before a part of one before a slip of the pen ------------
const folded = text => text.toLocaleLowerCase(document.documentElement.lang).normalize('NFC').trim();
const bare = text => folded(text).normalize('NFD').replace(/\p{M}/gu, '');
const alsoCalled = ([label, value]) => [words.aliases, words.acronym].includes(texts[label]) ? texts[value].split(', ') : [];
const known = nodes.map(node => [node.name, node.label, ...(node.facts || []).flatMap(alsoCalled)].filter(Boolean));
function slips(typed, word) {  // letters to change, add, leave out or swap until `typed` begins `word` (restricted Damerau)
  let before = [], row = [...Array(word.length + 1).keys()];
  for (let i = 1; i <= typed.length; i++) {
    const next = [i];
    for (let j = 1; j <= word.length; j++) {
      const same = typed[i - 1] === word[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + !same);
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return Math.min(...row.slice(Math.max(0, typed.length - 2)));
}
const allowed = typed => typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
function grade(typed, name) {  // 0 is best; 9 is no hit
  const text = bare(name), split = text.split(/[^\p{L}\p{N}]+/u);
  if (text === typed) return 0;
  if (text.startsWith(typed)) return 1;
  if (split.some((_, at) => split.slice(at).join(' ').startsWith(typed))) return 2;
  if (text.includes(typed)) return 3;
  const parts = typed.split(/\s+/);
  if (parts.length > 1 && parts.every(part => split.some(word => word.startsWith(part)))) return 3;
  return parts.every(part => split.some(word => slips(part, word) <= allowed(part))) ? 4 : 9;
}
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
  glide(fitting({x: nodes[i].x, y: nodes[i].y, width: 1, height: 1}, Math.max(view.k, 2 * whole())));
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
