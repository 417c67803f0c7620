/* The state: what is looked at and how, and the link that restores it. */

/** What is looked at and how; everything that a link to the view restores. */
function openingState() {
  return {
    view: { kind: "overview" }, // or {kind: "around", node, depth}, {kind: "path", from, to}
    added: [], // nodes brought into the overview
    selected: null, // {node} or {pair}
    typesOff: new Set(opensWithPapers ? [] : [PAPER]),
    relationsOff: new Set(),
    confidence: 0,
    nodePapers: 1,
    edgePapers: 1,
    from: 0, // positions in months
    to: Math.max(0, months.length - 1),
    weak: false,
    hideAlone: false,
    colour: "type",
  };
}
let state = openingState();

const FILTERS = ["typesOff", "relationsOff", "confidence", "nodePapers", "edgePapers", "from", "to", "hideAlone"];
const plain = (value) => (value instanceof Set ? [...value].sort().join() : String(value));
const isFiltered = () => FILTERS.some((name) => plain(state[name]) !== plain(openingState()[name]));

/** The state as the part of the address after "#": only what differs from the opening state. */
function toHash(withCamera) {
  const fresh = openingState();
  const out = new URLSearchParams();
  const id = (node) => nodes[node].id;
  if (state.view.kind === "around") out.append("around", id(state.view.node)), out.append("depth", state.view.depth);
  if (state.view.kind === "path") out.append("path", id(state.view.from)), out.append("path", id(state.view.to));
  for (const node of state.added) out.append("add", id(node));
  if (state.selected && "node" in state.selected) out.append("node", id(state.selected.node));
  if (state.selected && "pair" in state.selected) {
    const pair = pairs.get(state.selected.pair);
    out.append("edge", id(pair.a)), out.append("edge", id(pair.b));
  }
  if (plain(state.typesOff) !== plain(fresh.typesOff)) out.append("hide", [...state.typesOff].map((type) => types[type].name).join());
  if (state.relationsOff.size) out.append("without", [...state.relationsOff].map((relation) => relations[relation].name).join());
  for (const name of ["confidence", "nodePapers", "edgePapers", "colour"]) if (state[name] !== fresh[name]) out.append(name, state[name]);
  if (state.from !== fresh.from) out.append("from", months[state.from]);
  if (state.to !== fresh.to) out.append("to", months[state.to]);
  for (const name of ["weak", "hideAlone"]) if (state[name]) out.append(name, 1);
  if (withCamera) {
    const centre = network.getViewPosition();
    out.append("at", [Math.round(centre.x), Math.round(centre.y), network.getScale().toFixed(3)].join());
  }
  return out.toString();
}

/** The state that a hash stands for; what it names and the page does not know is left out. */
function fromHash(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const next = openingState();
  const known = (name) => given.getAll(name).map((id) => numberOf.get(id)).filter((node) => node !== undefined);
  const inRange = (name, low, high) => {
    const value = Number(given.get(name));
    if (given.has(name) && Number.isFinite(value)) next[name] = Math.min(high, Math.max(low, value));
  };
  const [around] = known("around");
  const path = known("path");
  if (around !== undefined) next.view = { kind: "around", node: around, depth: Math.min(3, Math.max(1, Number(given.get("depth")) || 1)) };
  if (path.length === 2) next.view = { kind: "path", from: path[0], to: path[1] };
  next.added = [...new Set(known("add"))];
  const [node] = known("node");
  const edge = known("edge");
  if (node !== undefined) next.selected = { node };
  if (edge.length === 2 && pairs.has(pairKey(...edge))) next.selected = { pair: pairKey(...edge) };
  for (const [name, key, list] of [["hide", "typesOff", types], ["without", "relationsOff", relations]]) {
    const words = (given.get(name) || "").split(",");
    const found = list.map((_, i) => i).filter((i) => words.includes(list[i].name));
    if (found.length || given.get(name) === "") next[key] = new Set(found);
  }
  inRange("confidence", 0, 1), inRange("nodePapers", 1, 1e6), inRange("edgePapers", 1, 1e6);
  if (months.includes(given.get("from"))) next.from = months.indexOf(given.get("from"));
  if (months.includes(given.get("to"))) next.to = Math.max(next.from, months.indexOf(given.get("to")));
  next.weak = given.has("weak");
  next.hideAlone = given.has("hideAlone");
  if (given.get("colour") === "community") next.colour = "community";
  return next;
}

const cameraOf = (hash) => {
  const numbers = (new URLSearchParams(hash.replace(/^#/, "")).get("at") || "").split(",").map(Number);
  return numbers.length === 3 && numbers.every(Number.isFinite) && numbers[2] > 0 ? numbers : null;
};

let steps = 0; // how often this page has added to the browser's history
/** Change the state and show it. A new view or selection can be undone with Back; a filter replaces the link. */
function change(changes, { history: kind = "push", camera = null } = {}) {
  Object.assign(state, changes);
  const hash = "#" + toHash();
  try {
    if (kind === "push" && hash !== window.location.hash) window.history.pushState(null, "", hash), steps++;
    else if (kind === "replace") window.history.replaceState(null, "", hash);
  } catch { /* a sandboxed frame has no history: the page works without */ }
  show(camera);
}
window.addEventListener("popstate", () => {
  steps = Math.max(0, steps - 1);
  const before = viewKey();
  state = fromHash(window.location.hash);
  show(viewKey() === before ? null : "fit");
});
