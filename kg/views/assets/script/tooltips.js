/* Tooltips: what the pointer is on. */

function tip(x, y, ...content) {
  const box = $("tip");
  box.replaceChildren(...content);
  box.hidden = false;
  box.style.left = Math.max(8, Math.min(x + 16, window.innerWidth - box.offsetWidth - 8)) + "px";
  box.style.top = (y + 20 + box.offsetHeight > window.innerHeight ? y - box.offsetHeight - 12 : y + 18) + "px";
}
const hideTip = () => ($("tip").hidden = true);
network.on("hoverNode", ({ node, event }) => {
  const { name, type, paper, papers: count } = nodes[node];
  tip(event.clientX, event.clientY, make("b", { dir: "auto" }, name), types[type].name + (paper ? (paper.date ? `, ${paper.date}` : "") : ` in ${plural(count, "paper")}, related to ${nodes[node].pairs.filter((pair) => !pair.role).length}`));
  $("graph").style.cursor = "pointer";
});
network.on("hoverEdge", ({ edge, event }) => {
  const pair = pairs.get(edge);
  const best = passing(pair).sort((p, q) => q.confidence - p.confidence)[0];
  if (!best) return;
  const rest = pair.claims.length - 1;
  tip(event.clientX, event.clientY, make("b", { dir: "auto" }, statement(best)), ...(best.sentence === null ? [] : [marked(best)]), rest ? ` (and ${plural(rest, "more claim")})` : "");
  $("graph").style.cursor = "pointer";
});
for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
  network.on(event, () => {
    hideTip();
    $("graph").style.cursor = "default";
  });
}
