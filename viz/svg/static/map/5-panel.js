// --- what is known of a node or a tie, with evidence: as text, never as markup ------------------------------------
function make(tag, text, parent, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  parent?.append(made); return made;
}
function link(url, text, parent, className) {
  const made = make('a', text, parent, className); made.href = url;
  if (/^https?:/.test(url)) made.rel = 'noopener noreferrer';
  return made;
}
function piece(index, parent) {  // quote, then source, where in it, and status
  const [source, status, quote, locator, about] = evidence[index], [title, url] = sources[source];
  const made = make('div', about ? `${texts[about]}: ` : '', parent, 'ev');
  if (quote) make('q', texts[quote], made);
  const cite = make('small', '', made);
  if (url) link(url, title, cite); else cite.append(title);
  cite.append([locator, status].filter(Boolean).map(at => `, ${texts[at]}`).join(''));
}
function facts(node, parent) {
  if (!node.facts) return;
  const list = make('dl', '', parent);
  node.facts.forEach(([label, value]) => { make('dt', texts[label], list); make('dd', texts[value], list); });
}
const MOST_LISTED = 200;
function members(node, parent, heading = 'h3') {
  if (!node.members) return;
  make(heading, `${words.members} (${node.count})`, parent);
  const list = make('ul', '', parent, 'members');
  const listed = node.members.slice(0, MOST_LISTED);
  listed.forEach(member => make('li', texts[member], list));
  if (node.count > listed.length) make('li', say('more', {count: node.count - listed.length}), list);
}
function closable(title) {
  panel.replaceChildren();
  const close = make('button', '×', panel, 'close'), back = chosen;
  close.type = 'button'; close.setAttribute('aria-label', words.close);
  close.onclick = () => { choose(null); shapes[back.node ?? edges[back.tie][0]].focus({preventScroll: true}); };
  return make('h2', title, panel);
}
const button = (i, parent) => { const made = make('button', nodes[i].name, parent); made.type = 'button'; made.onclick = () => choose({node: i}, true); };
const PAGE_OF = {actor: 'actor', funder: 'actor', project: 'project'}, addresses = JSON.parse(stage.dataset.pages || '{}');
function ways(node) {  // to the pages of the service, which a file does not have
  if (node.group && addresses.group) {
    const way = make('p', '', panel, 'ways');
    link(addresses.group.replace(/=ID(?=&|$)/, `=${encodeURIComponent(node.group)}`), words.open_group_map, way);
  }
  const kind = PAGE_OF[node.type];
  if (!addresses[kind]) return;
  const list = make('p', '', panel, 'ways'), id = encodeURIComponent(node.id).replaceAll('%3A', ':');
  link(addresses[kind].replace('ID', id), words[`open_${kind}`], list);
  link(addresses.around.replace('ID', id), words.only_around, list);
}
function fillNode(i) {
  const node = nodes[i], title = closable('');
  if (node.url) link(node.url, node.name, title); else title.textContent = node.name;
  make('p', node.words, panel, 'sub');
  ways(node); facts(node, panel); members(node, panel);
  if (node.evidence) {
    const folded = make('details', '', panel);
    make('summary', `${words.evidence} (${node.evidence.length})`, folded);
    node.evidence.forEach(index => piece(index, folded));
  }
  if (!ties[i].length) return;
  make('h3', `${words.relations} (${ties[i].length})`, panel);
  const list = make('ul', '', panel);
  ties[i].forEach(tie => {  // read in the direction of the tie: "finansierar X", "X finansierar"
    const [from, , told, proof] = edges[tie], item = make('li', '', list, 'tie');
    if (from === i) item.append(`${texts[told]} `);
    button(otherEnd(tie, i), item);
    if (from !== i) item.append(` ${texts[told]}`);
    proof?.forEach(index => piece(index, item));
  });
}
const sentence = tie => { const [a, b, told] = edges[tie]; return `${nodes[a].name} ${texts[told]} ${nodes[b].name}`; };
function fillTie(tie) {
  const [a, b, told, proof] = edges[tie];
  closable(words.tie);
  const said = make('p', '', panel, 'said');
  button(a, said); said.append(` ${texts[told]} `); button(b, said);
  proof?.forEach(index => piece(index, panel));
  if (!proof?.length) make('p', words.no_evidence, panel, 'sub');
}
