// The map's data, and what is looked up in it. Texts that stand several times are stored once (viz/svg/stage.py).
const stage = document.getElementById('stage');
const find = (selector, within = stage) => within.querySelector(selector);
const findAll = (selector, within = stage) => [...within.querySelectorAll(selector)];
const data = JSON.parse(document.getElementById('map-data').textContent);
const {words, texts, sources, evidence, edges} = data, [left, top, width, height] = data.bounds;
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const map = find('#map'), svg = find('#map>svg'), port = find('#port', svg);
const panel = find('#panel'), live = find('#live'), tip = find('#tip');
const nodes = data.nodes.map(([name, kind, x, y, more = {}]) => {
  const [type, colour, words] = data.kinds[kind];
  return {name, type, colour, words, x, y, themes: [], places: [], ...more};
});
const shapes = findAll('.n', svg), drawnLines = findAll('.e', svg), labels = findAll('.l', svg);
const lines = []; drawnLines.forEach((line, i) => { lines[data.lines[i]] = line; });
const labelsOf = nodes.map(() => []); labels.forEach((_, i) => labelsOf[data.labels[i][0]]?.push(i));  // the name of a place is nobody's
const ties = nodes.map(() => []);
edges.forEach(([a, b], i) => { ties[a].push(i); ties[b].push(i); });
nodes.forEach((node, i) => { node.weight = ties[i].length + (node.count || 0); });
const otherEnd = (tie, i) => edges[tie][0] === i ? edges[tie][1] : edges[tie][0];
const counted = i => ties[i].length === 1 ? words.one_tie : say('ties', {count: ties[i].length});
const called = node => node.label && !node.name.includes(node.label) ? [node.label, node.name] : [node.name];
shapes.forEach((shape, i) => {
  shape.dataset.i = i;
  const name = [...called(nodes[i]), nodes[i].words, counted(i)].join(', ');
  for (const [key, value] of [['role', 'button'], ['tabindex', i ? -1 : 0], ['aria-label', name]]) shape.setAttribute(key, value);
});
labels.forEach((label, i) => { if (data.labels[i][0] >= 0) label.dataset.i = data.labels[i][0]; });
const indexOf = new Map(nodes.map((node, i) => [node.id, i]));
