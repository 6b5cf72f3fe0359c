// What WCAG 2.1 AA asks for and a program can see; colours are measured as they are drawn.
() => {
  const wrong = [];
  const say = (what, element) => wrong.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
  const shown = (each) => each.checkVisibility({ visibilityProperty: true });
  const named = (each) => (each.innerText || each.getAttribute("aria-label") || each.title || "").trim()
    || [...each.querySelectorAll("img")].some((image) => image.alt) || each.textContent.trim();
  let before = 0;
  for (const each of document.querySelectorAll("h1, h2, h3, h4")) {
    if (!shown(each)) continue;
    const level = Number(each.tagName[1]);
    if (level > before + 1) say("heading skips a level", each);
    before = level;
  }
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  for (const each of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (!each.labels.length && !each.getAttribute("aria-label")) say("no label", each);
  for (const each of document.querySelectorAll("a[href], button, summary")) if (!named(each)) say("no name", each);
  for (const each of document.querySelectorAll("table")) if (!each.caption || !each.caption.textContent.trim()) say("no caption", each);
  for (const each of document.querySelectorAll("th")) if (!each.scope) say("no scope", each);
  for (const each of document.querySelectorAll("img")) if (!each.hasAttribute("alt")) say("no alt", each);
  for (const each of document.querySelectorAll("iframe")) if (!each.title) say("no title", each);
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) wrong.push(`id twice: ${id}`);
  for (const each of document.querySelectorAll("[aria-labelledby], [aria-describedby]"))
    for (const name of ["aria-labelledby", "aria-describedby"])
      for (const id of (each.getAttribute(name) || "").split(" ").filter(Boolean))
        if (!document.getElementById(id)) say(`${name} leads nowhere`, each);
  for (const tag of ["header", "nav", "main", "footer"]) if (!document.querySelector(tag)) wrong.push(`no ${tag}`);
  const names = [...document.querySelectorAll("nav")].map((each) => each.getAttribute("aria-label"));
  if (new Set(names).size !== names.length || names.includes(null)) wrong.push("navigations not told apart");

  const channels = (text) => text.match(/[\d.]+/g).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => { const c = part / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (each) => {
    for (let at = each; at; at = at.parentElement) {
      const found = channels(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const each = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !shown(each) || each.closest(".vh, .skip, script, option, svg")) continue;
    const style = getComputedStyle(each);
    const pair = [light(channels(style.color).slice(0, 3)), light(behind(each))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) say(`contrast ${ratio.toFixed(2)}`, each);
  }
  return [...new Set(wrong)];
}
