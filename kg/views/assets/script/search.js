/* Search: names and aliases, with completion. */

const names = nodes.flatMap((node) => [node.name, ...node.aliases].map((name, i) => ({ node: node.number, name, alias: i > 0, key: fold(name) })));

/** Nodes whose name or alias fits a query: the whole name, its beginning, the beginning of a word, anywhere. */
function lookUp(text) {
  const query = fold(text.trim());
  if (!query) return [];
  const best = new Map();
  for (const entry of names) {
    const at = entry.key.indexOf(query);
    if (at < 0) continue;
    const rank = (entry.key === query ? 0 : at === 0 ? 1 : /[\p{L}\p{N}]/u.test(entry.key[at - 1]) ? 3 : 2) * 2 + (entry.alias ? 1 : 0) + (nodes[entry.node].paper ? 8 : 0);
    const before = best.get(entry.node);
    if (!before || rank < before.rank) best.set(entry.node, { node: entry.node, rank, alias: entry.alias ? entry.name : null });
  }
  return [...best.values()].sort((p, q) => p.rank - q.rank || nodes[q.node].papers - nodes[p.node].papers || p.node - q.node);
}

let hits = [];
let active = -1;
function drawHits() {
  const text = $("query").value;
  hits = lookUp(text).slice(0, 12);
  const box = $("found");
  box.replaceChildren(...hits.map((hit, i) => {
    const node = nodes[hit.node];
    const about = [types[node.type].name, node.paper ? node.paper.date : plural(node.papers, "paper"), shown.visible.has(hit.node) ? null : "not shown"].filter(Boolean).join(", ");
    return make("li", { role: "option", id: `hit-${i}`, "aria-selected": "false", onclick: () => choose(i), onmousedown: (event) => event.preventDefault() },
      swatch(node.type), make("span", { className: "name" }, make("span", { dir: "auto" }, node.name), hit.alias ? make("span", { className: "soft", dir: "auto" }, ` (${hit.alias})`) : null, make("small", {}, about)));
  }));
  if (!hits.length && text.trim()) box.replaceChildren(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, make("span", { className: "soft" }, "No entity or paper of this page has that name.")));
  box.hidden = !text.trim();
  $("query").setAttribute("aria-expanded", String(!box.hidden));
  setActive(hits.length ? 0 : -1);
}
function setActive(index) {
  active = index;
  [...$("found").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
  if (index >= 0) {
    $("query").setAttribute("aria-activedescendant", `hit-${index}`);
    $(`hit-${index}`).scrollIntoView({ block: "nearest" });
  } else $("query").removeAttribute("aria-activedescendant");
}
function choose(index) {
  const { node } = hits[index];
  closeHits();
  $("query").value = "";
  if (pathFrom !== null && pathFrom !== node) {
    const from = pathFrom;
    pathFrom = null;
    findPath(from, node);
  } else go(node);
  $("graph").focus({ preventScroll: true });
}
function closeHits() {
  $("found").hidden = true;
  $("query").setAttribute("aria-expanded", "false");
  $("query").removeAttribute("aria-activedescendant");
}
$("query").addEventListener("input", drawHits);
$("query").addEventListener("focus", () => $("query").value && drawHits());
$("query").addEventListener("blur", closeHits);
$("query").addEventListener("keydown", (event) => {
  const open = !$("found").hidden && hits.length;
  if (event.key === "ArrowDown" && open) setActive((active + 1) % hits.length);
  else if (event.key === "ArrowUp" && open) setActive((active - 1 + hits.length) % hits.length);
  else if (event.key === "Enter" && open) choose(Math.max(0, active));
  else if (event.key === "Escape" && (!$("found").hidden || $("query").value)) ($("query").value = ""), closeHits();
  else return;
  event.preventDefault();
  event.stopPropagation();
});
