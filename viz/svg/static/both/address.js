// What a reader lifts and hides stands in the address of a page of the service, and in its links that show or save the map.
const HERE = 'a.language,a[data-same]';  // lead to the same map, of the same people
const SHOWN = `${HERE},a[href^="/karta"],a[href^="/api/v1/exports/"]`;
const isServed = 'pages' in document.getElementById('stage').dataset;
function changed(address, name, values) {
  const url = new URL(address, location.href);
  url.searchParams.delete(name); values.forEach(value => url.searchParams.append(name, value));
  return url.pathname + url.search + url.hash;
}
function keep(name, values, links) {
  if (!isServed) return;
  history.replaceState(history.state, '', changed(location.href, name, values));
  for (const link of document.querySelectorAll(links)) link.setAttribute('href', changed(link.href, name, values));
}
const keepMarked = ids => { if (!('cut' in stage.dataset)) keep('markera', ids, HERE); };  // not where it says what is drawn
let leftOut = new URLSearchParams(location.search).getAll('without');
function keepHidden(colours) { leftOut = colours; keep('without', colours, SHOWN); }
document.getElementById('stage').addEventListener('formdata', ({formData}) => {
  if (!isServed) return;
  formData.delete('without'); leftOut.forEach(colour => formData.append('without', colour));
});
