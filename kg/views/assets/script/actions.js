/* Actions: what a click in the picture or a name in the details does. */

/** Select a node: in the picture if it is there, else bring it in with its strongest neighbours. */
function go(number) {
  if (shown.visible.has(number)) return change({ selected: { node: number } }, { camera: "selected" });
  const changes = { selected: { node: number } };
  if (state.view.kind !== "overview") changes.view = { kind: "overview" };
  const typesOff = new Set(state.typesOff);
  typesOff.delete(nodes[number].type);
  if (nodes[number].type !== PAPER) changes.typesOff = typesOff;
  if (!opening.positions.has(number)) {
    const near = nodes[number].pairs.filter((pair) => !pair.role || nodes[number].type === PAPER).sort(byWeight).slice(0, 8).map((pair) => other(pair, number));
    changes.added = [...new Set([...state.added, number, ...near.filter((node) => !opening.nodes.includes(node))])];
  }
  change(changes, { camera: "selected" });
}

const select = (number) => change({ selected: { node: number } });
const selectPair = (key) => change({ selected: { pair: key } }, { camera: "selected" });
const around = (node, depth) => change({ view: { kind: "around", node, depth }, selected: null }, { camera: "fit" });
const findPath = (from, to) => change({ view: { kind: "path", from, to }, selected: null }, { camera: "fit" });
const home = () => change({ view: { kind: "overview" }, selected: null }, { camera: "fit" });
const close = () => change({ selected: null });
function resetFilters() {
  const fresh = openingState();
  change(Object.fromEntries(FILTERS.map((name) => [name, fresh[name]])), { history: "replace" });
}

let pathFrom = null; // the node from which a path is to be found, while its other end is being chosen
network.on("click", ({ nodes: [node], edges: [edge], event }) => {
  hideTip();
  // The details may open under the pointer; the second click of a double click is still meant for the picture.
  $("panel").style.pointerEvents = "none";
  setTimeout(() => ($("panel").style.pointerEvents = ""), 350);
  if (node !== undefined) {
    const first = pathFrom !== null ? pathFrom : event.srcEvent.shiftKey && state.selected && "node" in state.selected ? state.selected.node : null;
    if (first !== null && first !== node) pathFrom = null, findPath(first, node);
    else select(node);
  } else if (edge !== undefined) selectPair(edge);
  else if (state.selected) close();
});
// The browser's own double click, too: vis-network misses one when the machine is busy.
network.on("doubleClick", ({ nodes: [node] }) => node !== undefined && around(node, 1));
$("graph").addEventListener("dblclick", ({ clientX: x, clientY: y }) => {
  const node = network.getNodeAt({ x, y });
  if (node !== undefined) around(node, 1);
});
network.on("dragEnd", ({ nodes: dragged }) => {
  const known = places.get(viewKey());
  for (const [id, place] of Object.entries(network.getPositions(dragged))) {
    known.set(Number(id), place);
  }
});
