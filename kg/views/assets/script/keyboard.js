/* Keyboard: everything that a pointer can do. */

/** The nearest shown node in a direction from the selected one, or from the middle. */
function neighbourTowards(dx, dy) {
  const places = network.body.nodes;
  const current = state.selected && "node" in state.selected ? state.selected.node : null;
  if (current === null) return shown.order[0];
  const here = places[current];
  let best = null;
  let least = Infinity;
  for (const number of shown.visible) {
    if (number === current) continue;
    const along = (places[number].x - here.x) * dx + (places[number].y - here.y) * dy;
    const aside = Math.abs((places[number].x - here.x) * dy) + Math.abs((places[number].y - here.y) * dx);
    const distance = along + 2 * aside;
    if (along > 0 && aside <= 2 * along && distance < least) (best = number), (least = distance);
  }
  return best;
}

$("graph").addEventListener("keydown", (event) => {
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (arrows[event.key]) {
    const next = neighbourTowards(...arrows[event.key]);
    if (next !== null && next !== undefined) {
      change({ selected: { node: next } }, { history: "replace", camera: "selected" });
      say(`${nodes[next].name}, ${types[nodes[next].type].name}, ${plural(nodes[next].papers, "paper")}`);
    }
  } else if (event.key === "Enter" && !$("panel").hidden) $("panel").focus();
  else if (event.key === "+" || event.key === "=") zoom("in");
  else if (event.key === "-") zoom("out");
  else if (event.key === "0") zoom("fit");
  else return;
  event.preventDefault();
});

$("save-menu").addEventListener("keydown", (event) => {
  const items = [...$("save-menu").children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  items[(to + items.length) % items.length].focus();
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches('input[type="text"]');
  if (event.key === "/" && !typing && !$("dialog").open) $("query").focus();
  else if (event.key === "Escape" && !$("dialog").open) {
    if (!$("save-menu").hidden) openMenu(false);
    else if ($("filters").classList.contains("open")) $("show-filters").click(), $("show-filters").focus();
    else if (pathFrom !== null) (pathFrom = null), drawStatus();
    else if (state.selected) close();
    else if (state.view.kind !== "overview") home();
    else return;
  } else return;
  event.preventDefault();
});
