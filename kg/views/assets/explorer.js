/* The explorer of a knowledge graph. vis-network draws; everything else is here, in this order:
   the model (what the page carries), filters, views, the state and its link, the drawing, the details,
   the search, the legend, taking away, and the keyboard. Text from papers only ever becomes text nodes. */
"use strict";

(async function () {
const $ = (id) => document.getElementById(id);

/** An element: properties, then children; strings become text. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in element && !name.startsWith("aria")) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const plural = (count, one, many = one + "s") => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const quiet = window.matchMedia("(prefers-reduced-motion: reduce)");
const narrow = window.matchMedia("(max-width: 820px)");

// ---------------------------------------------------------------------------------------------- model

const picture = JSON.parse($("picture").textContent);
const atlas = await unpack($("atlas").textContent);
const { types, relations } = atlas;
const nodes = rows("nodes");
const papers = rows("papers");
const claims = rows("claims");
const results = rows("results");
const PAPER = types.findIndex((type) => type.name === "Paper");

/** The embedded data: base64 of gzip of JSON. */
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** A table of the data as objects: its columns name the values of each row. */
function rows(name) {
  const columns = atlas.columns[name];
  return atlas[name].map((row, number) => {
    const object = { number };
    for (let i = 0; i < columns.length; i++) object[columns[i]] = row[i];
    return object;
  });
}

/* A pair is two nodes that at least one claim joins; it is drawn as one line, whatever is claimed. */
const pairs = new Map();
const pairKey = (a, b) => Math.min(a, b) * nodes.length + Math.max(a, b);
for (const node of nodes) Object.assign(node, { pairs: [], mentions: [], results: [], about: [] });
for (const paper of papers) nodes[paper.node].paper = paper;
for (const claim of claims) {
  claim.role = Boolean(relations[claim.relation].role);
  const key = pairKey(claim.head, claim.tail);
  let pair = pairs.get(key);
  if (!pair) {
    pair = { key, a: Math.min(claim.head, claim.tail), b: Math.max(claim.head, claim.tail), claims: [], role: claim.role };
    pairs.set(key, pair);
    nodes[pair.a].pairs.push(pair);
    nodes[pair.b].pairs.push(pair);
  }
  pair.claims.push(claim);
  if (claim.role) nodes[claim.tail].mentions.push(claim);
  else nodes[papers[claim.paper].node].about.push(claim);
}
for (const result of results) {
  for (const end of new Set([result.system, result.dataset, result.metric])) if (end !== null) nodes[end].results.push(result);
  nodes[papers[result.paper].node].results.push(result);
}
for (const pair of pairs.values()) pair.weight = new Set(pair.claims.map((claim) => claim.paper)).size;

const other = (pair, node) => (pair.a === node ? pair.b : pair.a);
const byWeight = (p, q) => q.weight - p.weight || p.key - q.key;
const byImportance = (a, b) => nodes[b].importance - nodes[a].importance || nodes[b].papers - nodes[a].papers || a - b;
const numberOf = new Map(nodes.map((node) => [node.id, node.number]).reverse());
const months = [...new Set(papers.map((paper) => paper.date && paper.date.slice(0, 7)).filter(Boolean))].sort();
const opening = {
  nodes: picture.nodes.map((node) => node.id),
  // The picture is wider than high; on an upright screen it is laid on its side.
  positions: new Map(picture.nodes.map(({ id, x, y }) => [id, window.innerHeight > window.innerWidth ? { x: y, y: x } : { x, y }])),
  pairs: new Set(picture.edges.map((edge) => pairKey(edge.from, edge.to))),
};
const embedded = nodes.filter((node) => node.type !== PAPER).length;
const opensWithPapers = opening.nodes.some((node) => nodes[node].type === PAPER);

// ---------------------------------------------------------------------------------------------- state

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

// ---------------------------------------------------------------------------------------------- filters

function claimPasses(claim) {
  if (claim.confidence < state.confidence || state.relationsOff.has(claim.relation)) return false;
  return paperPasses(papers[claim.paper]);
}

const allMonths = () => state.from === 0 && state.to === months.length - 1;
function paperPasses(paper) {
  if (!months.length || allMonths()) return true; // papers without a date are out as soon as a range is chosen
  const month = paper.date ? paper.date.slice(0, 7) : "";
  return month >= months[state.from] && month <= months[state.to];
}

const passed = new Map(); // what passing() has answered since the filters last changed
/** The claims of a pair that the filters let through; none when they come from too few papers. */
function passing(pair) {
  let kept = passed.get(pair.key);
  if (!kept) {
    kept = pair.claims.filter(claimPasses);
    if (state.edgePapers > 1 && !pair.role && new Set(kept.map((claim) => claim.paper)).size < state.edgePapers) kept = [];
    passed.set(pair.key, kept);
  }
  return kept;
}

/** The papers of a node in the chosen months, where the page does not list them all. */
function inMonths(node) {
  return Object.entries(node.months).reduce((sum, [month, count]) => sum + (month >= months[state.from] && month <= months[state.to] ? count : 0), 0);
}

function nodePasses(number) {
  const node = nodes[number];
  if (state.typesOff.has(node.type)) return false;
  if (node.paper) return paperPasses(node.paper);
  if (node.confidence < state.confidence) return false;
  const count = allMonths() || !months.length ? node.papers : node.months ? inMonths(node) : new Set(node.mentions.filter((claim) => paperPasses(papers[claim.paper])).map((claim) => claim.paper)).size;
  return count >= state.nodePapers && (count > 0 || allMonths());
}

// ---------------------------------------------------------------------------------------------- views

const AROUND_LIMIT = 90;
const PAPERS_SHOWN = 40;
const EDGES_PER_NODE = 2;
const FEW_EDGES = 60; // so many can be read whatever the number of nodes

const viewKey = () => JSON.stringify(state.view);

/** The nodes of the view before filters, the pairs between them that it draws, and what it leaves out. */
function viewContent() {
  if (state.view.kind === "around") return aroundContent(state.view.node, state.view.depth);
  if (state.view.kind === "path") return pathContent(state.view.from, state.view.to);
  const members = new Set([...opening.nodes, ...state.added]);
  let drawn = opening.pairs;
  if (!state.typesOff.has(PAPER) && !opensWithPapers) for (const node of papersAbout(members)) members.add(node);
  const extra = [...members].filter((node) => !opening.positions.has(node));
  if (state.weak || extra.length) {
    drawn = new Set(drawn);
    for (const node of extra) {
      const near = nodes[node].pairs.filter((pair) => members.has(other(pair, node))).sort(byWeight);
      for (const pair of near.slice(0, nodes[node].type === PAPER ? 6 : 12)) drawn.add(pair.key);
    }
    if (state.weak) for (const pair of between(members)) drawn.add(pair.key);
  }
  return { members, drawn, centre: new Set([...picture.start.around, ...state.added]), asked: members.size };
}

/** The papers that speak of the most of these nodes. */
function papersAbout(members) {
  const counts = new Map();
  for (const number of members) {
    for (const claim of nodes[number].mentions) if (claimPasses(claim)) counts.set(claim.head, (counts.get(claim.head) || 0) + 1);
  }
  return [...counts].sort((p, q) => q[1] - p[1] || p[0] - q[0]).slice(0, PAPERS_SHOWN).map(([node]) => node);
}

/** All pairs with both ends in a set of nodes. */
function between(members) {
  const found = [];
  for (const number of members) for (const pair of nodes[number].pairs) if (pair.a === number && members.has(pair.b)) found.push(pair);
  return found;
}

function aroundContent(centre, depth) {
  const distance = new Map([[centre, 0]]);
  let ring = [centre];
  for (let step = 1; step <= depth; step++) {
    const next = [];
    for (const number of ring) {
      for (const pair of nodes[number].pairs) {
        const end = other(pair, number);
        if (distance.has(end) || !nodePasses(end) || !passing(pair).length) continue;
        distance.set(end, step);
        next.push(end);
      }
    }
    ring = next;
  }
  const strength = (number) => nodes[number].pairs.reduce((sum, pair) => sum + (other(pair, number) === centre ? pair.weight : 0), 0);
  const ranked = [...distance.keys()].sort((a, b) => distance.get(a) - distance.get(b) || strength(b) - strength(a) || byImportance(a, b));
  const members = new Set(ranked.slice(0, AROUND_LIMIT));
  const all = between(members).filter((pair) => passing(pair).length).sort(byWeight);
  // The tree of the nearest keeps every node tied to the centre; then the strongest others.
  const drawn = new Set();
  const reached = new Set([centre]);
  for (let step = 1; step <= depth; step++) {
    for (const pair of all) {
      const [far, near] = distance.get(pair.a) > distance.get(pair.b) ? [pair.a, pair.b] : [pair.b, pair.a];
      if (distance.get(far) !== step || distance.get(near) !== step - 1) continue;
      if (near === centre || !reached.has(far)) drawn.add(pair.key), reached.add(far);
    }
  }
  const room = state.weak ? Infinity : Math.max(FEW_EDGES, EDGES_PER_NODE * members.size);
  for (const pair of all) {
    if (drawn.size >= room) break;
    drawn.add(pair.key);
  }
  return { members, drawn, centre: new Set([centre]), asked: distance.size };
}

/** The shortest path between two nodes over claims that pass the filters; of several the best supported one. */
function shortestPath(from, to) {
  const reached = new Map([[from, { cost: 0, pair: null, before: null }]]);
  let ring = [from];
  while (ring.length && !reached.has(to)) {
    const next = new Map();
    for (const number of ring) {
      for (const pair of nodes[number].pairs) {
        const end = other(pair, number);
        if (reached.has(end) || (end !== to && !nodePasses(end)) || !passing(pair).length) continue;
        // Among paths of the same length: many papers, and no detour over what is related to everything.
        const cost = reached.get(number).cost + 1 / pair.weight + Math.log(1 + nodes[end].pairs.length) / 4;
        if (!next.has(end) || cost < next.get(end).cost) next.set(end, { cost, pair, before: number });
      }
    }
    for (const [end, step] of next) reached.set(end, step);
    ring = [...next.keys()];
  }
  if (!reached.has(to)) return null;
  const path = [];
  for (let number = to; number !== null; number = reached.get(number).before) path.unshift({ node: number, pair: reached.get(number).pair });
  return path;
}

function pathContent(from, to) {
  const path = shortestPath(from, to);
  const members = new Set(path ? path.map((step) => step.node) : [from, to]);
  const drawn = new Set(path ? path.filter((step) => step.pair).map((step) => step.pair.key) : []);
  return { members, drawn, centre: members, asked: members.size, path };
}

// ---------------------------------------------------------------------------------------------- positions

const places = new Map([[JSON.stringify({ kind: "overview" }), opening.positions]]);

/** Where the nodes of the view stand; what has a place keeps it. */
function positionsOf(content) {
  const key = viewKey();
  if (state.view.kind === "overview") {
    const known = places.get(key);
    const missing = [...content.members].filter((node) => !known.has(node));
    for (const node of missing) known.set(node, freePlace(node, content.members, known));
    return known;
  }
  const members = [...content.members];
  const known = places.get(key);
  if (known && members.every((node) => known.has(node))) return known;
  const fresh = state.view.kind === "path" ? inLine(members) : arrange(members, content.drawn, state.view.node);
  places.set(key, fresh);
  return fresh;
}

/** A free place near the neighbours of a node. */
function freePlace(node, members, known) {
  const near = nodes[node].pairs.filter((pair) => members.has(other(pair, node)) && known.has(other(pair, node))).sort(byWeight).slice(0, 4);
  const start = { x: 0, y: 0 };
  if (near.length) {
    for (const pair of near) {
      const place = known.get(other(pair, node));
      start.x += place.x / near.length;
      start.y += place.y / near.length;
    }
  } else {
    start.y = Math.max(0, ...[...known.values()].map((place) => place.y)) + 90;
  }
  for (let turn = 0; ; turn++) {
    const angle = turn * 2.4; // the golden angle: a spiral that fills the plane evenly
    const radius = 26 * Math.sqrt(turn);
    const place = { x: start.x + 1.4 * radius * Math.cos(angle), y: start.y + radius * Math.sin(angle) };
    let free = true;
    for (const taken of known.values()) {
      if (Math.abs(taken.x - place.x) < 60 && Math.abs(taken.y - place.y) < 46) { free = false; break; }
    }
    if (free) return place;
  }
}

function inLine(members) {
  const upright = window.innerHeight > window.innerWidth;
  return new Map(members.map((node, i) => {
    const along = (i - (members.length - 1) / 2) * (upright ? 120 : 230);
    const aside = (i % 2 ? 1 : -1) * (members.length > 2 ? 34 : 0);
    return [node, upright ? { x: aside, y: along } : { x: along, y: aside }];
  }));
}

/** A small force-directed drawing around a centre, finished before it is shown; always the same for the same nodes. */
function arrange(members, drawn, centre) {
  const count = members.length;
  const index = new Map(members.map((node, i) => [node, i]));
  const springs = [...drawn].map((key) => pairs.get(key)).map((pair) => [index.get(pair.a), index.get(pair.b)]);
  const linked = new Set(springs.filter((spring) => spring.includes(index.get(centre))).flat());
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  members.forEach((node, i) => {
    if (node === centre) return;
    const radius = linked.has(i) ? 170 : 340;
    x[i] = radius * Math.cos(i * 2.4);
    y[i] = radius * Math.sin(i * 2.4);
  });
  const ideal = count > 30 ? 105 : 125;
  let heat = ideal;
  for (let round = 0; round < 260; round++, heat *= 0.984) {
    const dx = new Float64Array(count);
    const dy = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        const ax = x[i] - x[j] || 0.01;
        const ay = y[i] - y[j] || 0.01;
        const force = (ideal * ideal) / (ax * ax + ay * ay);
        dx[i] += ax * force, dy[i] += ay * force;
        dx[j] -= ax * force, dy[j] -= ay * force;
      }
    }
    for (const [i, j] of springs) {
      const ax = x[i] - x[j];
      const ay = y[i] - y[j];
      const force = Math.hypot(ax, ay) / ideal;
      dx[i] -= ax * force, dy[i] -= ay * force;
      dx[j] += ax * force, dy[j] += ay * force;
    }
    for (let i = 0; i < count; i++) {
      if (members[i] === centre) continue;
      dx[i] -= x[i] * 0.06, dy[i] -= y[i] * 0.06;
      const length = Math.hypot(dx[i], dy[i]) || 1;
      const step = Math.min(length, heat) / length;
      x[i] += dx[i] * step, y[i] += dy[i] * step;
    }
  }
  // Labels are wide and low: make room to the sides, then part what still touches.
  const wide = window.innerWidth > window.innerHeight ? 1.35 : 0.95;
  for (let i = 0; i < count; i++) x[i] *= wide;
  for (let round = 0; round < 40; round++) {
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        const overX = 92 - Math.abs(x[i] - x[j]);
        const overY = 44 - Math.abs(y[i] - y[j]);
        if (overX <= 0 || overY <= 0) continue;
        const push = (overY / 2) * (y[i] < y[j] ? -1 : 1);
        y[i] += push, y[j] -= push;
      }
    }
  }
  return new Map(members.map((node, i) => [node, { x: x[i], y: y[i] }]));
}

// ---------------------------------------------------------------------------------------------- drawing

let theme = {};
function readTheme() {
  const style = getComputedStyle(document.documentElement);
  theme = Object.fromEntries(["ground", "text", "soft", "edge", "edge-strong", "accent", "outline", "card"].map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}
readTheme();

// Okabe and Ito's palette again: communities beyond the eighth share a grey.
const COMMUNITY_COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#8F6BB3", "#9A8B00"];
const communityRank = rankCommunities();

function colourOf(node) {
  if (state.colour === "community") {
    const rank = communityRank.get(node.community);
    return rank !== undefined && rank < COMMUNITY_COLOURS.length ? COMMUNITY_COLOURS[rank] : theme.edge;
  }
  return types[node.type].colour;
}

/** Trace the outline of a shape of the schema; all shapes cover about the same area. */
function trace(ctx, shape, x, y, r) {
  const polygon = (points, turn, inner = 1) => {
    for (let i = 0; i < points; i++) {
      const angle = turn + (i * 2 * Math.PI) / points;
      const radius = r * (i % 2 ? inner : 1);
      ctx.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    }
    ctx.closePath();
  };
  ctx.beginPath();
  if (shape === "square") ctx.rect(x - r * 0.86, y - r * 0.86, r * 1.72, r * 1.72);
  else if (shape === "box") ctx.rect(x - r * 0.75, y - r, r * 1.5, r * 2);
  else if (shape === "diamond") (r *= 1.18), polygon(4, -Math.PI / 2);
  else if (shape === "triangle") (r *= 1.2), (y += r * 0.14), polygon(3, -Math.PI / 2);
  else if (shape === "star") (r *= 1.3), polygon(10, -Math.PI / 2, 0.5);
  else if (shape === "hexagon") polygon(6, 0);
  else ctx.arc(x, y, r, 0, 2 * Math.PI);
}

/** The radius of a node: when a large picture is far away its nodes stay large enough to be seen and hit. */
const radiusOf = (node, scale) => Math.max(node.size, (2.4 + node.size * 0.13) / scale);

function drawNode(ctx, node, x, y, marked) {
  const scale = network.getScale();
  trace(ctx, types[node.type].shape, x, y, radiusOf(node, scale));
  ctx.fillStyle = colourOf(node);
  ctx.fill();
  ctx.lineWidth = marked ? Math.max(4, 3 / scale) : Math.min(1.5, 1 / scale);
  ctx.strokeStyle = marked ? theme.accent : theme.outline;
  ctx.stroke();
}

const nodeItem = (number, place) => ({ id: number, x: place.x, y: place.y, shape: "custom", ctxRenderer: renderNode });
function renderNode({ ctx, id, x, y }) {
  const side = 2 * radiusOf(nodes[id], network.getScale());
  return { drawNode: () => drawNode(ctx, nodes[id], x, y, false), nodeDimensions: { width: side, height: side } };
}
const edgeWidth = (pair) => Math.min(5, 1.2 + 0.8 * Math.log2(pair.weight));
const edgeItem = (pair) => ({ id: pair.key, from: pair.a, to: pair.b, width: edgeWidth(pair) });

const shown = {
  dots: new vis.DataSet(opening.nodes.map((number) => nodeItem(number, opening.positions.get(number)))),
  links: new vis.DataSet([...opening.pairs].map((key) => edgeItem(pairs.get(key)))),
};
const { groups, ...visOptions } = picture.options; // custom shapes are coloured as they are drawn
const network = new vis.Network($("graph"), { nodes: shown.dots, edges: shown.links }, {
  ...visOptions,
  autoResize: true,
  edges: { ...visOptions.edges, color: { color: theme.edge, highlight: theme.edge, hover: theme["edge-strong"], inherit: false } },
});
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  readTheme();
  network.setOptions({ edges: { color: { color: theme.edge, highlight: theme.edge, hover: theme["edge-strong"], inherit: false } } });
  drawLegend();
  network.redraw();
});

/** Bring vis-network in line with a view: add and move what differs, and draw only what is wanted. */
function synchronise(members, drawn, positions) {
  const there = network.body.nodes;
  const misplaced = [];
  for (const number of members) {
    const [x, y] = [Math.trunc(positions.get(number).x), Math.trunc(positions.get(number).y)]; // as vis-network does
    if (!there[number] || there[number].x !== x || there[number].y !== y) misplaced.push(nodeItem(number, { x, y }));
  }
  if (misplaced.length) shown.dots.update(misplaced);
  const fresh = [...drawn].filter((key) => !network.body.edges[key]);
  if (fresh.length) shown.links.add(fresh.map((key) => edgeItem(pairs.get(key))));
  // The "hidden" option of vis-network does the same, but takes half a second for some thousand lines.
  network.body.nodeIndices = [...shown.visible];
  network.body.edgeIndices = [...shown.lines.keys()];
}

/** Show the state: nodes, edges, legend, details, status. */
function show(camera) {
  passed.clear();
  const content = viewContent();
  const asked = new Set([...content.centre, ...selectedNodes()]); // what was asked for by name passes every filter
  for (const node of selectedNodes()) content.members.add(node);
  const visible = new Set([...content.members].filter((node) => asked.has(node) || nodePasses(node)));
  const selectedPair = state.selected && "pair" in state.selected ? state.selected.pair : null;
  if (selectedPair !== null) content.drawn = new Set([...content.drawn, selectedPair]);
  const lines = new Map();
  for (const key of content.drawn) {
    const pair = pairs.get(key);
    if (visible.has(pair.a) && visible.has(pair.b) && (key === selectedPair || passing(pair).length)) lines.set(key, pair);
  }
  if (state.hideAlone) {
    const tied = new Set([...lines.values()].flatMap((pair) => [pair.a, pair.b]));
    for (const node of visible) if (!tied.has(node) && !asked.has(node)) visible.delete(node);
  }
  Object.assign(shown, { content, visible, lines, order: [...visible].sort((a, b) => nodes[b].size - nodes[a].size || byImportance(a, b)) });
  synchronise(content.members, content.drawn, positionsOf(content));
  drawLegend();
  drawFocusBar();
  drawStatus();
  drawPanel();
  $("nothing").hidden = visible.size > 0;
  $("back").disabled = steps === 0;
  if (camera === "fit") fit([...visible]);
  else if (camera === "selected") reveal(selectedNodes());
  else network.redraw();
}

function selectedNodes() {
  if (!state.selected) return [];
  if ("node" in state.selected) return [state.selected.node];
  const pair = pairs.get(state.selected.pair);
  return [pair.a, pair.b];
}

/** The part of the window that no card covers, in CSS pixels. */
function freeRectangle() {
  const { innerWidth: width, innerHeight: height } = window;
  const reading = !$("panel").hidden;
  if (narrow.matches) return { left: 14, right: width - 14, top: 104, bottom: height * (reading ? 0.42 : 1) - (reading ? 8 : 48) };
  return { left: 284, right: width - (reading ? 424 : 64), top: 72, bottom: height - 48 };
}

/** The rectangles that lie over the picture, where no label can be read. */
function cards() {
  return ["filters", "panel", "search"].map((id) => $(id).getBoundingClientRect()).filter((box) => box.width).map(({ left, right, top, bottom }) => ({ left: left - 4, right: right + 4, top, bottom }));
}

function moveTo(centre, scale, animate = true) {
  const free = freeRectangle();
  const animation = animate && !quiet.matches ? { duration: 260, easingFunction: "easeInOutQuad" } : false;
  const offset = { x: (free.left + free.right - window.innerWidth) / 2, y: (free.top + free.bottom - window.innerHeight) / 2 };
  network.moveTo({ position: centre, scale, offset, animation });
}

/** Fit nodes into the free part of the window, at most at the scale given. */
function fit(members, animate = true, largest = 1.5) {
  if (!members.length) return;
  const at = Object.values(network.getPositions(members));
  const span = (axis) => [Math.min(...at.map((place) => place[axis])), Math.max(...at.map((place) => place[axis]))];
  const [left, right] = span("x");
  const [top, bottom] = span("y");
  const free = freeRectangle();
  const scale = Math.min((free.right - free.left) / (right - left + 110), (free.bottom - free.top) / (bottom - top + 70), largest);
  moveTo({ x: (left + right) / 2, y: (top + bottom) / 2 }, Math.max(scale, 0.02), animate);
}

/** Bring nodes into the free part of the window, near enough to read; nothing moves when they are there. */
function reveal(members) {
  const free = freeRectangle();
  const inside = Object.values(network.getPositions(members)).every((place) => {
    const { x, y } = network.canvasToDOM(place);
    return x > free.left + 30 && x < free.right - 30 && y > free.top + 20 && y < free.bottom - 30;
  });
  if (!inside || network.getScale() < 0.5) fit(members, true, Math.max(0.8, Math.min(1.2, network.getScale())));
  else network.redraw();
}

let hovered = null; // {node} or {pair} under the pointer, {relation} or {community} under it in the legend

/** What stands out: the selection or what the pointer is on, with its neighbours; null when nothing does. */
function emphasis() {
  const target = hovered && ("relation" in hovered || "community" in hovered) ? hovered : state.selected;
  if (!target) return null;
  if ("pair" in target) {
    const pair = pairs.get(target.pair);
    return { nodes: new Set([pair.a, pair.b]), lines: [pair], marked: new Set([pair.a, pair.b]) };
  }
  if ("relation" in target) {
    const lines = [...shown.lines.values()].filter((pair) => passing(pair).some((claim) => claim.relation === target.relation));
    return { nodes: new Set(lines.flatMap((pair) => [pair.a, pair.b])), lines, marked: new Set() };
  }
  if ("community" in target) {
    return { nodes: new Set([...shown.visible].filter((node) => nodes[node].community === target.community)), lines: [], marked: new Set() };
  }
  const lines = nodes[target.node].pairs.filter((pair) => shown.lines.has(pair.key));
  return { nodes: new Set([target.node, ...lines.map((pair) => other(pair, target.node))]), lines, marked: new Set([target.node]) };
}

const isSmall = () => shown.lines.size <= FEW_EDGES && shown.order.length <= 60;

network.on("afterDrawing", (ctx) => {
  if (!shown.visible) return;
  const scale = network.getScale();
  const ratio = ctx.getTransform().a / scale;
  const strong = emphasis();
  const places = network.body.nodes;
  if (strong) {
    // A veil over everything, and what stands out once more on top of it.
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.globalAlpha = 0.78;
    ctx.fillStyle = theme.ground;
    ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    ctx.restore();
    for (const pair of strong.lines) drawLine(ctx, pair, places, theme["edge-strong"], scale);
    for (const number of strong.nodes) if (places[number]) drawNode(ctx, nodes[number], places[number].x, places[number].y, strong.marked.has(number));
  } else if (isSmall()) {
    for (const pair of shown.lines.values()) drawLine(ctx, pair, places, theme["edge-strong"], scale);
    for (const number of shown.visible) drawNode(ctx, nodes[number], places[number].x, places[number].y, shown.content.centre.has(number) && state.view.kind === "around");
  }
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawLabels(ctx, strong, places, scale);
  ctx.restore();
});

/** The way a pair points: 1 from a to b, -1 from b to a, 0 both ways or neither. */
function direction(pair) {
  let way = null;
  for (const claim of passing(pair)) {
    const here = relations[claim.relation].symmetric ? 0 : claim.head === pair.a ? 1 : -1;
    way = way === null || way === here ? here : 0;
  }
  return way || 0;
}

function drawLine(ctx, pair, places, colour, scale) {
  const way = direction(pair);
  const [from, to] = way < 0 ? [pair.b, pair.a] : [pair.a, pair.b];
  const start = places[from];
  const end = places[to];
  if (!start || !end) return;
  ctx.lineWidth = Math.max(edgeWidth(pair), 1.2 / scale);
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(start.x, start.y);
  ctx.lineTo(end.x, end.y);
  ctx.stroke();
  if (!way) return;
  const angle = Math.atan2(end.y - start.y, end.x - start.x);
  const head = Math.max(9, 7 / scale);
  const gap = radiusOf(nodes[to], scale) + 3;
  const tip = { x: end.x - gap * Math.cos(angle), y: end.y - gap * Math.sin(angle) };
  ctx.beginPath();
  ctx.moveTo(tip.x, tip.y);
  ctx.lineTo(tip.x - head * Math.cos(angle - 0.42), tip.y - head * Math.sin(angle - 0.42));
  ctx.lineTo(tip.x - head * Math.cos(angle + 0.42), tip.y - head * Math.sin(angle + 0.42));
  ctx.closePath();
  ctx.fill();
}

/* Labels as on a map: the same size at every scale, the most important first, and none over another. */
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const widths = new Map();
function widthOf(ctx, text, font) {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) {
    ctx.font = font;
    widths.set(key, (width = ctx.measureText(text).width));
  }
  return width;
}
const shorten = (text, length) => {
  const characters = [...text];
  return characters.length > length ? characters.slice(0, length - 1).join("").trimEnd() + "…" : text;
};

function drawLabels(ctx, strong, places, scale) {
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  const toScreen = (place) => ({ x: origin.x + place.x * scale, y: origin.y + place.y * scale });
  const labels = new Map(); // cells of 64 pixels → rectangles of labels and cards in them
  const marks = new Map(); // the same for nodes
  const cells = (box) => {
    const keys = [];
    for (let column = Math.floor(box.left / 64); column <= Math.floor(box.right / 64); column++) {
      for (let row = Math.floor(box.top / 64); row <= Math.floor(box.bottom / 64); row++) keys.push(column * 10000 + row);
    }
    return keys;
  };
  const isFree = (box, taken) => cells(box).every((cell) => (taken.get(cell) || []).every((there) => box.left >= there.right || box.right <= there.left || box.top >= there.bottom || box.bottom <= there.top));
  const take = (box, taken) => {
    for (const cell of cells(box)) taken.has(cell) ? taken.get(cell).push(box) : taken.set(cell, [box]);
  };
  const write = (text, x, y, font, colour) => {
    ctx.font = font;
    ctx.lineJoin = "round";
    ctx.lineWidth = 4;
    ctx.strokeStyle = theme.ground;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
  };
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const { innerWidth: width, innerHeight: height } = window;
  let order = shown.order;
  if (strong) {
    order = shown.order.filter((number) => strong.nodes.has(number));
    order = [...order.filter((number) => strong.marked.has(number)), ...order.filter((number) => !strong.marked.has(number))];
  } else if (state.view.kind === "around") {
    order = [state.view.node, ...shown.order.filter((number) => number !== state.view.node)];
  }
  const inSight = [];
  for (const number of order) {
    if (!places[number]) continue;
    const at = toScreen(places[number]);
    if (at.x < -80 || at.y < -30 || at.x > width + 80 || at.y > height + 30) continue;
    const radius = radiusOf(nodes[number], scale) * scale;
    inSight.push([number, at, radius]);
    const r = radius * 0.75;
    take({ left: at.x - r, right: at.x + r, top: at.y - r, bottom: at.y + r }, marks);
  }
  for (const card of cards()) take(card, labels);
  // A picture that is all labels shows nothing: about one for every 150 by 90 pixels, more of them nearer by.
  let room = strong || isSmall() ? Infinity : (width * height) / 13500;
  const written = [];
  for (const [place, [number, at, radius]] of inSight.entries()) {
    if (room <= 0) break;
    const node = nodes[number];
    const marked = strong ? strong.marked.has(number) : shown.content.centre.has(number);
    const size = marked ? 14 : Math.round(Math.min(14, 10.5 + node.size / 9));
    const font = `${marked || node.size > 20 ? 600 : 400} ${size}px ${FONT}`;
    const text = shorten(node.name, strong || state.view.kind !== "overview" ? 42 : 28);
    const half = widthOf(ctx, text, font) / 2 + 2;
    const low = size * 0.62;
    const spots = [[at.x, at.y + radius + low + 3], [at.x, at.y - radius - low - 3], [at.x + radius + half + 3, at.y], [at.x - radius - half - 3, at.y]];
    const boxes = spots.map(([x, y]) => ({ x, y, left: x - half, right: x + half, top: y - low, bottom: y + low }));
    // The name of an important node may cover nodes, no name may cover another name.
    const inWindow = boxes.filter((box) => box.left > 4 && box.right < width - 4);
    const box = inWindow.find((box) => isFree(box, labels) && isFree(box, marks)) || (place < 24 || marked ? inWindow.find((box) => isFree(box, labels)) : null) || (marked && strong ? boxes[0] : null);
    if (!box) continue;
    take(box, labels);
    written.push([text, box, font, marked || strong || node.size > 14 || order.length <= 80 ? theme.text : theme.soft]);
    room--;
  }
  const lines = strong ? strong.lines : isSmall() ? [...shown.lines.values()] : [];
  if (lines.length <= FEW_EDGES) {
    for (const pair of lines) {
      if (!places[pair.a] || !places[pair.b]) continue;
      const [from, to] = [toScreen(places[pair.a]), toScreen(places[pair.b])];
      const text = phrases(pair);
      const font = `italic 11.5px ${FONT}`;
      const half = widthOf(ctx, text, font) / 2 + 3;
      if (Math.hypot(from.x - to.x, from.y - to.y) < half + 16) continue;
      const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
      const box = { left: x - half, right: x + half, top: y - 8, bottom: y + 8 };
      if (!isFree(box, labels) || !isFree(box, marks)) continue;
      take(box, labels);
      ctx.fillStyle = theme.ground;
      ctx.fillRect(box.left, box.top + 1, box.right - box.left, box.bottom - box.top - 2);
      write(text, x, y, font, theme.soft);
    }
  }
  for (const [text, { x, y }, font, colour] of written) write(text, x, y, font, colour);
  shown.labels = written.map(([text, box]) => ({ text, ...box }));
}

/** What is claimed of a pair, read from head to tail, without repetition. */
function phrases(pair) {
  const counts = new Map();
  for (const claim of passing(pair)) counts.set(claim.relation, (counts.get(claim.relation) || 0) + 1);
  const named = [...counts].sort((p, q) => q[1] - p[1]).map(([relation]) => relations[relation].phrase.replace(/^is (an? )?/, ""));
  return named.slice(0, 2).join(" · ") + (named.length > 2 ? " …" : "");
}

// ---------------------------------------------------------------------------------------------- actions

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

// ---------------------------------------------------------------------------------------------- tooltips

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

// ---------------------------------------------------------------------------------------------- details

function swatch(type, colour) {
  const shape = { dot: "M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1", square: "M2 2h12v12H2z", triangle: "M8 1l7.5 13.5H.5z", diamond: "M8 0l8 8-8 8-8-8z", star: "M8 0l2.2 5.2 5.8.5-4.4 3.7 1.4 5.6L8 12l-5 3 1.4-5.6L0 5.7l5.8-.5z", box: "M3 1h10v14H3z", hexagon: "M4 1h8l4 7-4 7H4L0 8z" }[types[type].shape];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-1 -1 18 18");
  svg.setAttribute("class", "swatch");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shape);
  path.setAttribute("fill", colour || types[type].colour);
  svg.append(path);
  return svg;
}

const statement = (claim) => `${nodes[claim.head].name} ${relations[claim.relation].phrase} ${nodes[claim.tail].name}`;
const sentenceOf = (claim) => papers[claim.paper].sentences[claim.sentence];

/** A sentence with its spans marked: [[start, end], class] each. */
function markedText(sentence, spans) {
  const out = make("span", { dir: "auto" });
  let position = 0;
  for (const [[start, end], kind] of spans.filter(([span]) => span).sort((p, q) => p[0][0] - q[0][0])) {
    if (start < position) continue;
    out.append(sentence.slice(position, start), make("mark", { className: kind }, sentence.slice(start, end)));
    position = end;
  }
  out.append(sentence.slice(position));
  return out;
}
const marked = (claim) => markedText(sentenceOf(claim), [[claim.headSpan, "head"], [claim.tailSpan, claim.role ? "head" : "tail"]]);

function paperLink(paper) {
  const title = nodes[paper.node].name;
  const name = paper.url ? make("a", { href: paper.url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, title) : make("span", { dir: "auto" }, title);
  return make("span", {}, name, paper.date ? make("span", { className: "soft" }, " ", make("time", { dateTime: paper.date }, paper.date)) : null);
}

function certainty(confidence) {
  const percent = Math.round(confidence * 100);
  return make("span", { className: "soft" }, make("span", { className: "meter", "aria-hidden": "true" }, make("i", { style: `width:${percent}%` })), `confidence ${percent} %`);
}

/** A list that shows its first entries and the rest on demand. */
function list(entries, draw, first = 6, more = "more") {
  const out = make("ul");
  out.append(...entries.slice(0, first).map(draw));
  if (entries.length <= first) return out;
  const button = make("button", { type: "button", className: "plain more" }, `Show ${(entries.length - first).toLocaleString("en")} ${more}`);
  button.onclick = () => {
    const rest = entries.slice(first).map(draw);
    button.replaceWith();
    out.append(...rest);
    const target = rest[0].querySelector("a, button") || out;
    target.focus();
  };
  return make("div", {}, out, button);
}

function drawClaim(claim) {
  return make("li", { className: "claim" },
    make("blockquote", {}, claim.sentence === null ? make("span", { className: "soft" }, "The sentence is not in the graph.") : marked(claim)),
    make("div", {}, paperLink(papers[claim.paper])),
    certainty(claim.confidence));
}

const nodeButton = (number, text) => make("button", { type: "button", className: "plain", dir: "auto", onclick: () => go(number) }, text || nodes[number].name);
const paperCount = (list) => new Set(list.map((claim) => claim.paper)).size;
function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const value = key(item);
    groups.has(value) ? groups.get(value).push(item) : groups.set(value, [item]);
  }
  return groups;
}

function drawPanel() {
  const panel = $("panel");
  const had = panel.contains(document.activeElement);
  const scroll = panel.scrollTop;
  const key = JSON.stringify([state.selected, state.view.kind === "path" && !state.selected ? state.view : 0]);
  panel.replaceChildren();
  if (state.selected) panel.append(...("node" in state.selected ? (nodes[state.selected.node].paper ? paperDetails : nodeDetails)(nodes[state.selected.node]) : pairDetails(pairs.get(state.selected.pair))));
  else if (state.view.kind === "path") panel.append(...pathDetails());
  panel.hidden = !panel.childElementCount;
  document.body.classList.toggle("reading", !panel.hidden);
  if (panel.dataset.key === key) panel.scrollTop = scroll;
  else panel.scrollTop = 0;
  panel.dataset.key = key;
  if (had) (panel.hidden ? $("graph") : panel).focus({ preventScroll: true });
}

function head(title, subtitle, onclose = close) {
  return make("header", {}, make("h2", { className: title[0] instanceof SVGElement ? "with-swatch" : "" }, ...title), subtitle ? make("div", { className: "soft" }, subtitle) : null,
    make("button", { type: "button", className: "close", "aria-label": "Close the details", onclick: onclose }, "×"));
}

function nodeDetails(node) {
  const kept = node.mentions.filter(claimPasses);
  const mentions = kept.length ? kept : node.mentions;
  const dates = (node.months && !isFiltered() ? Object.keys(node.months) : mentions.map((claim) => papers[claim.paper].date)).filter(Boolean).sort();
  const span = dates.length ? `, ${dates[0].slice(0, 4)}${dates.at(-1).slice(0, 4) === dates[0].slice(0, 4) ? "" : " to " + dates.at(-1).slice(0, 4)}` : "";
  const out = [head([swatch(node.type), make("span", { dir: "auto" }, node.name)], `${types[node.type].name} in ${plural(node.papers, "paper")}${span}`)];
  if (node.aliases.length) {
    out.push(make("div", { className: "chips", role: "list", "aria-label": "Also written" }, ...node.aliases.slice(0, 12).map((alias) => make("span", { role: "listitem", dir: "auto" }, alias)), node.aliases.length > 12 ? make("span", { role: "listitem" }, `and ${node.aliases.length - 12} more`) : null));
  }
  const community = atlas.communities[node.community];
  if (community) out.push(make("p", { className: "soft" }, "Community: " + community));
  out.push(make("div", { className: "actions" },
    make("button", { type: "button", className: "main", onclick: () => around(node.number, 1) }, "Neighbourhood"),
    make("button", { type: "button", id: "start-path", onclick: () => pickPath(node.number) }, "Path to …")));

  const related = node.pairs.filter((pair) => !pair.role && passing(pair).length);
  const statements = grouped(related.flatMap((pair) => passing(pair).map((claim) => ({ claim, pair }))), ({ claim }) => (claim.head === node.number || relations[claim.relation].symmetric ? "" : "<") + claim.relation);
  out.push(make("h3", {}, related.length ? `Relations with ${plural(related.length, "entity", "entities")}` : "Relations"));
  if (!related.length) out.push(make("p", { className: "soft" }, node.pairs.some((pair) => !pair.role) ? "None that the filters let through." : "No paper states one."));
  for (const [key, items] of [...statements].sort((p, q) => q[1].length - p[1].length)) {
    const relation = relations[Number(key.replace("<", ""))];
    const ends = [...grouped(items, ({ pair }) => pair.key)].map(([pair, list]) => ({ pair, end: other(pairs.get(pair), node.number), count: paperCount(list.map(({ claim }) => claim)) }));
    ends.sort((p, q) => q.count - p.count || byImportance(p.end, q.end));
    out.push(make("h4", {}, key.startsWith("<") ? relation.inverse : relation.phrase),
      list(ends, ({ pair, end, count }) => make("li", { className: "row" },
        make("button", { type: "button", className: "plain", dir: "auto", onclick: () => selectPair(pair), "aria-label": `${key.startsWith("<") ? relation.inverse : relation.phrase} ${nodes[end].name}: evidence` }, nodes[end].name),
        make("span", { className: "soft" }, plural(count, "paper")))));
  }
  out.push(...resultDetails(node.results.filter((result) => paperPasses(papers[result.paper])), node.number));
  out.push(make("h3", {}, "Papers"));
  const totals = new Map(node.roles);
  const total = (relation, claims) => (isFiltered() ? claims.length : Math.max(totals.get(relation) || 0, claims.length));
  const roles = [...grouped(mentions, (claim) => claim.relation)].sort((p, q) => p[0] - q[0]);
  if (roles.length) out.push(make("div", { className: "chips", "aria-label": "Papers by role" }, ...roles.map(([relation, claims]) => make("span", {}, `${relations[relation].phrase} ${total(relation, claims).toLocaleString("en")}`))));
  else out.push(make("p", { className: "soft" }, "No paper of this page names it."));
  roles.forEach(([relation, claims], i) => {
    const newest = claims.sort((p, q) => (papers[q.paper].date || "").localeCompare(papers[p.paper].date || "") || p.paper - q.paper);
    out.push(make("details", { open: i === 0 }, make("summary", {}, `${relations[relation].phrase} `, make("span", { className: "soft" }, total(relation, claims) > claims.length ? `the newest ${claims.length} of ${plural(total(relation, claims), "paper")}` : plural(claims.length, "paper"))),
      list(newest, (claim) => make("li", { className: "paper" }, paperLink(papers[claim.paper]), claim.sentence === null ? null : make("blockquote", {}, marked(claim))), 5)));
  });
  return out;
}

function resultDetails(found, about) {
  if (!found.length) return [];
  const body = make("tbody");
  const name = (number) => (number === null || number === about ? null : nodeButton(number));
  const draw = (result) => {
    const evidence = make("tr", { hidden: true }, make("td", { colSpan: 3, style: "white-space:normal" },
      make("blockquote", { style: "margin:0" }, result.sentence === null ? "" : markedText(papers[result.paper].sentences[result.sentence], [[result.span, "value"]])), paperLink(papers[result.paper]), make("br"), certainty(result.confidence)));
    const value = make("button", { type: "button", className: "plain", "aria-expanded": "false", title: "Evidence" }, (result.gain && !/^[+\-−]/.test(result.value) ? "gain " : "") + result.value);
    value.onclick = () => value.setAttribute("aria-expanded", String(!(evidence.hidden = !evidence.hidden)));
    const on = [name(result.dataset), name(result.system)].filter(Boolean);
    body.append(make("tr", {}, make("td", {}, value), make("td", {}, name(result.metric) || "–"), make("td", {}, ...(on.length ? on.flatMap((part, i) => (i ? [", ", part] : [part])) : ["–"]))), evidence);
  };
  const first = 8;
  found.slice(0, first).forEach(draw);
  const out = [make("h3", {}, plural(found.length, "result")), make("table", {}, make("thead", {}, make("tr", {}, ...["Value", "Metric", "On, by"].map((text) => make("th", { scope: "col" }, text)))), body)];
  if (found.length > first) {
    const button = make("button", { type: "button", className: "plain more" }, `Show ${found.length - first} more`);
    button.onclick = () => (found.slice(first).forEach(draw), button.remove());
    out.push(button);
  }
  return out;
}

function paperDetails(node) {
  const { paper } = node;
  const roles = grouped(node.pairs.flatMap((pair) => pair.claims.filter((claim) => claim.role && claim.head === node.number)), (claim) => claim.relation);
  const out = [head([swatch(node.type), make("span", { dir: "auto" }, node.name)], ["Paper", paper.date].filter(Boolean).join(", "))];
  if (paper.url) out.push(make("p", {}, make("a", { href: paper.url, target: "_blank", rel: "noopener noreferrer" }, paper.url)));
  out.push(make("div", { className: "actions" }, make("button", { type: "button", className: "main", onclick: () => change({ typesOff: new Set([...state.typesOff].filter((type) => type !== PAPER)), view: { kind: "around", node: node.number, depth: 1 }, selected: null }, { camera: "fit" }) }, "Neighbourhood")));
  for (const [relation, claims] of [...roles].sort((p, q) => p[0] - q[0])) {
    out.push(make("h3", {}, relations[relation].phrase), list(claims.sort((p, q) => byImportance(p.tail, q.tail)), (claim) => make("li", { className: "row" }, nodeButton(claim.tail), make("span", { className: "soft" }, types[nodes[claim.tail].type].name)), 10));
  }
  if (node.about.length) out.push(make("h3", {}, plural(node.about.length, "claim")), list(node.about, (claim) => make("li", {}, make("button", { type: "button", className: "plain", dir: "auto", onclick: () => selectPair(pairKey(claim.head, claim.tail)) }, statement(claim))), 10));
  out.push(...resultDetails(node.results, null));
  return out;
}

/** Every claim behind a line, by what it says. */
function pairDetails(pair) {
  const kept = passing(pair);
  const all = kept.length ? kept : pair.claims;
  const hidden = pair.claims.length - all.length;
  const out = [head([make("bdi", {}, nodes[pair.a].name), make("span", { className: "soft" }, " and "), make("bdi", {}, nodes[pair.b].name)], `${plural(all.length, "claim")} in ${plural(paperCount(all), "paper")}`)];
  out.push(make("div", { className: "actions" }, ...[pair.a, pair.b].map((number) => make("button", { type: "button", onclick: () => go(number), dir: "auto" }, nodes[number].name))));
  for (const claims of grouped(all, (claim) => claim.relation + ":" + (relations[claim.relation].symmetric ? "" : claim.head)).values()) {
    const sorted = claims.sort((p, q) => q.confidence - p.confidence || p.paper - q.paper);
    out.push(make("h3", { dir: "auto" }, statement(sorted[0])), list(sorted, drawClaim, 10));
  }
  if (hidden) out.push(make("p", { className: "soft" }, `${plural(hidden, "claim")} more that the filters hide.`));
  return out;
}

function pathDetails() {
  const { from, to } = state.view;
  const { path } = shown.content;
  const out = [head([make("bdi", {}, nodes[from].name), make("span", { className: "soft" }, " to "), make("bdi", {}, nodes[to].name)],
    path ? `Shortest path: ${plural(path.length - 1, "step")}` : "No path", home)];
  if (!path) return [...out, make("p", {}, isFiltered() ? "Nothing that the filters let through joins the two." : "No chain of claims joins the two.")];
  for (const { node, pair } of path) {
    if (pair) {
      const best = grouped(passing(pair).sort((p, q) => q.confidence - p.confidence), (claim) => claim.relation);
      const rest = passing(pair).length - best.size;
      out.push(make("div", { className: "step" }, make("div", { className: "via" }, ...[...best.values()].flatMap(([claim]) => [make("div", { dir: "auto" }, statement(claim)), make("ul", {}, drawClaim(claim))]),
        rest ? make("button", { type: "button", className: "plain", onclick: () => selectPair(pair.key) }, `${plural(rest, "more claim")}`) : null)));
    }
    out.push(make("div", { className: "row" }, make("span", { style: "display:flex;gap:8px;align-items:center" }, swatch(nodes[node].type), nodeButton(node)), make("span", { className: "soft" }, types[nodes[node].type].name)));
  }
  return out;
}

/** Ask for the other end of a path: by name here, or by a click in the picture. */
function pickPath(from) {
  pathFrom = from;
  const input = make("input", { type: "text", id: "path-query", placeholder: "Name of the other end" });
  const box = make("dialog");
  const dialog = $("dialog");
  const found = make("ul", { id: "path-found", style: "list-style:none;padding:0;margin:8px 0 0" });
  input.setAttribute("aria-label", "Name of the other end of the path");
  const draw = () => found.replaceChildren(...lookUp(input.value).filter((hit) => hit.node !== from).slice(0, 8).map((hit) => make("li", {}, make("button", { type: "button", className: "plain", dir: "auto", onclick: () => finish(hit.node) }, nodes[hit.node].name), make("span", { className: "soft" }, " " + types[nodes[hit.node].type].name))));
  const finish = (to) => {
    dialog.close();
    pathFrom = null;
    findPath(from, to);
    $("panel").focus();
  };
  input.oninput = draw;
  input.onkeydown = (event) => {
    const [hit] = lookUp(input.value).filter((hit) => hit.node !== from);
    if (event.key === "Enter" && hit) event.preventDefault(), finish(hit.node);
  };
  openDialog(`Path from ${nodes[from].name}`, input, found, make("p", { className: "soft" }, "Or choose it in the picture: "), make("button", { type: "button", onclick: () => { dialog.close(); pathFrom = from; say("Choose the other end of the path in the picture"); } }, "Click it in the picture"));
  dialog.onclose = () => { dialog.onclose = null; };
  input.focus();
}

function openDialog(title, ...content) {
  const dialog = $("dialog");
  dialog.replaceChildren(make("h2", { id: "dialog-title", dir: "auto" }, title), ...content, make("p", { style: "text-align:end;margin-bottom:0" }, make("button", { type: "button", onclick: () => { pathFrom = null; dialog.close(); } }, "Close")));
  dialog.showModal();
}

// ---------------------------------------------------------------------------------------------- search

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

// ---------------------------------------------------------------------------------------------- legend

/** A row of the legend that switches something on and off, shows its count, and can leave it alone on. */
function toggle({ name, count, on, icon, title, onchange, onlyThis, onhover }) {
  const box = make("input", { type: "checkbox", checked: on });
  box.onchange = () => onchange(box.checked);
  const row = make("div", { className: "toggle" + (on ? "" : " off"), title },
    make("label", {}, box, icon, make("span", { className: "name" }, name), make("span", { className: "count" }, count.toLocaleString("en"))),
    make("button", { type: "button", className: "only", "aria-label": `Only ${name}`, onclick: onlyThis }, "only"));
  row.dataset.name = name;
  if (onhover) {
    row.onmouseenter = () => onhover(true);
    row.onmouseleave = () => onhover(false);
  }
  return row;
}

function redrawWith(next) {
  hovered = next;
  network.redraw();
}

function drawLegend() {
  const content = shown.content;
  if (!content) return;
  const focused = document.activeElement && document.activeElement.closest && document.activeElement.closest(".toggle");
  const memory = focused && [focused.parentElement.id, focused.dataset.name, document.activeElement.className];
  const typeCounts = types.map(() => 0);
  for (const number of content.members) typeCounts[nodes[number].type]++;
  const relationCounts = relations.map(() => 0);
  const off = state.relationsOff;
  state.relationsOff = new Set(); // a count says what switching it on would bring
  for (const key of content.drawn) {
    const pair = pairs.get(key);
    for (const relation of new Set(pair.claims.filter(claimPasses).map((claim) => claim.relation))) relationCounts[relation]++;
  }
  state.relationsOff = off;
  const flip = (set, value, on) => {
    const next = new Set(set);
    on ? next.delete(value) : next.add(value);
    return next;
  };
  const others = (length, value) => new Set(Array.from({ length }, (_, i) => i).filter((i) => i !== value));
  const options = { history: "replace" };
  $("types").replaceChildren($("types").firstElementChild, ...types.map((type, i) => toggle({
    name: type.name, title: type.meaning, count: i === PAPER && state.typesOff.has(PAPER) ? papers.length : typeCounts[i], on: !state.typesOff.has(i), icon: swatch(i, state.colour === "community" ? theme.soft : undefined),
    onchange: (on) => change({ typesOff: flip(state.typesOff, i, on) }, options),
    onlyThis: () => change({ typesOff: others(types.length, i) }, options),
  })));
  $("relations").replaceChildren($("relations").firstElementChild, ...relations.map((relation, i) => [relation, i]).filter(([relation, i]) => relationCounts[i] || off.has(i)).map(([relation, i]) => toggle({
    name: relation.role ? `paper ${relation.phrase}` : relation.phrase, title: relation.meaning || relation.name, count: relationCounts[i], on: !off.has(i),
    onchange: (on) => change({ relationsOff: flip(state.relationsOff, i, on) }, options),
    onlyThis: () => change({ relationsOff: others(relations.length, i) }, options),
    onhover: (on) => redrawWith(on ? { relation: i } : null),
  })));
  if (memory) {
    const row = [...$(memory[0]).children].find((child) => child.dataset.name === memory[1]);
    if (row) row.querySelector(memory[2] === "only" ? ".only" : "input").focus();
  }
  for (const [id, name, text] of [["confidence", "confidence", (value) => value.toFixed(2)], ["node-papers", "nodePapers", (value) => plural(value, "paper")], ["edge-papers", "edgePapers", (value) => plural(value, "paper")]]) {
    $(id).value = state[name];
    document.querySelector(`output[for="${id}"]`).value = text(state[name]);
  }
  $("all-relations").checked = state.weak;
  $("hide-alone").checked = state.hideAlone;
  $("reset").disabled = !isFiltered();
  for (const radio of document.getElementsByName("colour")) radio.checked = radio.value === state.colour;
  if (months.length > 1) {
    $("from").value = state.from;
    $("to").value = state.to;
    document.querySelector('output[for="from to"]').value = `${months[state.from]} to ${months[state.to]}`;
    [...$("histogram").children].forEach((bar, i, all) => bar.classList.toggle("in", (i + 1) * months.length > state.from * all.length && i * months.length <= state.to * all.length));
  }
  const box = $("communities");
  box.hidden = state.colour !== "community";
  box.replaceChildren(...[...communityRank].filter(([, rank]) => rank < COMMUNITY_COLOURS.length).map(([community, rank]) => {
    const button = make("button", { type: "button", title: "Show this community" }, make("i", { style: `background:${COMMUNITY_COLOURS[rank]}`, "aria-hidden": "true" }), make("span", { className: "name", dir: "auto" }, atlas.communities[community]));
    button.onclick = () => fit([...shown.visible].filter((node) => nodes[node].community === community));
    button.onmouseenter = () => redrawWith({ community });
    button.onmouseleave = () => redrawWith(null);
    return make("li", {}, button);
  }), communityRank.size > COMMUNITY_COLOURS.length ? make("li", { className: "soft" }, `${plural(communityRank.size - COMMUNITY_COLOURS.length, "smaller community", "smaller communities")} in grey`) : "");
}

/** Communities by the number of their nodes in the opening picture, so that colours mean the same in every view. */
function rankCommunities() {
  const counts = new Map();
  for (const number of opening.nodes) if (nodes[number].community >= 0) counts.set(nodes[number].community, (counts.get(nodes[number].community) || 0) + 1);
  return new Map([...counts].sort((p, q) => q[1] - p[1] || p[0] - q[0]).map(([community], rank) => [community, rank]));
}

function drawFocusBar() {
  const box = $("focus-bar");
  box.hidden = state.view.kind === "overview";
  if (box.hidden) return;
  if (state.view.kind === "path") {
    box.replaceChildren("Path from ", make("strong", { dir: "auto" }, nodes[state.view.from].name), " to ", make("strong", { dir: "auto" }, nodes[state.view.to].name));
    return;
  }
  const { node, depth } = state.view;
  const again = box.contains(document.activeElement) && document.activeElement.dataset.depth;
  box.replaceChildren("Neighbourhood of ", make("strong", { dir: "auto" }, nodes[node].name),
    make("div", { className: "depths", role: "group", "aria-label": "Depth of the neighbourhood" }, make("span", { className: "soft" }, "Depth"), ...[1, 2, 3].map((value) => {
      const button = make("button", { type: "button", "aria-pressed": String(value === depth), onclick: () => around(node, value) }, String(value));
      button.dataset.depth = value;
      return button;
    })));
  if (again) box.querySelector(`[data-depth="${depth}"]`).focus();
}

function drawStatus() {
  const { visible, lines, content } = shown;
  const entities = [...visible].filter((node) => nodes[node].type !== PAPER).length;
  const joined = between(visible).filter((pair) => passing(pair).length).length;
  const parts = [`${entities.toLocaleString("en")} of ${plural(picture.start.entities, "entity", "entities")} shown`];
  if (visible.size > entities) parts[0] += ` and ${visible.size - entities} of ${plural(picture.start.papers, "paper")}`;
  if (content.asked > content.members.size) parts.push(`the nearest ${content.members.size} of ${content.asked.toLocaleString("en")}`);
  if (state.view.kind !== "path") parts.push(joined > lines.size ? `the ${lines.size.toLocaleString("en")} strongest of ${plural(joined, "relation")} between them` : plural(lines.size, "relation"));
  if (isFiltered()) parts.push("filtered");
  if (embedded < picture.start.entities) parts.push(`the search knows the ${embedded.toLocaleString("en")} most important`);
  say(parts.join(" · "));
}
const say = (text) => $("status").textContent !== text && ($("status").textContent = text);

function prepareControls() {
  $("node-papers").max = Math.max(2, Math.min(20, Math.max(...nodes.filter((node) => !node.paper).map((node) => node.papers))));
  $("edge-papers").max = Math.max(2, Math.min(10, Math.max(1, ...[...pairs.values()].filter((pair) => !pair.role).map((pair) => pair.weight))));
  const slide = (id, name) => $(id).addEventListener("input", () => change({ [name]: Number($(id).value) }, { history: "replace" }));
  slide("confidence", "confidence");
  slide("node-papers", "nodePapers");
  slide("edge-papers", "edgePapers");
  if (months.length > 1) {
    $("dates").hidden = false;
    for (const id of ["from", "to"]) {
      $(id).max = months.length - 1;
      $(id).addEventListener("input", () => {
        const value = Number($(id).value);
        change(id === "from" ? { from: value, to: Math.max(value, state.to) } : { to: value, from: Math.min(value, state.from) }, { history: "replace" });
      });
    }
    const bars = Math.min(48, months.length);
    const counts = new Array(bars).fill(0);
    for (const paper of papers) if (paper.date) counts[Math.floor((months.indexOf(paper.date.slice(0, 7)) * bars) / months.length)]++;
    $("histogram").append(...counts.map((count) => make("i", { style: `height:${Math.round((100 * count) / Math.max(...counts))}%` })));
  }
  $("all-relations").onchange = (event) => change({ weak: event.target.checked }, { history: "replace" });
  $("hide-alone").onchange = (event) => change({ hideAlone: event.target.checked }, { history: "replace" });
  $("reset").onclick = resetFilters;
  $("nothing").querySelector("button").onclick = resetFilters;
  for (const radio of document.getElementsByName("colour")) radio.onchange = () => change({ colour: radio.value }, { history: "replace" });
  $("home").onclick = home;
  $("back").onclick = () => window.history.back();
  $("help").onclick = showHelp;
  $("show-filters").onclick = () => $("show-filters").setAttribute("aria-expanded", String($("filters").classList.toggle("open")));
  $("save").onclick = () => openMenu($("save-menu").hidden);
  for (const item of $("save-menu").children) item.onclick = () => { openMenu(false); save[item.dataset.save](); };
  document.addEventListener("click", (event) => event.target.closest(".menu") || openMenu(false, false));
  for (const button of document.querySelectorAll("#zoom button")) button.onclick = () => zoom(button.dataset.zoom);
}

function openMenu(open, focus = true) {
  $("save-menu").hidden = !open;
  $("save").setAttribute("aria-expanded", String(open));
  if (focus) (open ? $("save-menu").firstElementChild : $("save")).focus();
}

function zoom(how) {
  if (how === "fit") return fit([...shown.visible]);
  const free = freeRectangle();
  const centre = network.DOMtoCanvas({ x: (free.left + free.right) / 2, y: (free.top + free.bottom) / 2 });
  moveTo(centre, Math.min(6, Math.max(0.02, network.getScale() * (how === "in" ? 1.35 : 1 / 1.35))));
}

function showHelp() {
  const rows = [["Click", "details of a node, or the claims behind a line"], ["Double click", "the neighbourhood of a node"], ["Shift + click", "the shortest path from the selected node"], ["/", "search"], ["Arrow keys", "from node to node, when the picture has the focus"], ["Enter", "into the details"], ["+  −  0", "zoom in, out, show everything"], ["Escape", "close what is open, then back to the overview"]];
  openDialog("How to explore", make("dl", {}, ...rows.flatMap(([key, meaning]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, meaning)])),
    make("p", { className: "soft" }, "A line between two nodes stands for everything that papers claim of the two; a thicker line for more papers. A larger node is named in more papers. This file is complete: it loads nothing from anywhere."));
}

// ---------------------------------------------------------------------------------------------- taking away

function download(blob, suffix) {
  const name = (document.title.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "graph").toLowerCase() + suffix;
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** The shown nodes and, for every line, the claims behind it that pass the filters. */
function shownGraph() {
  return {
    title: document.title,
    nodes: shown.order.map((number) => {
      const node = nodes[number];
      const base = { id: node.id, label: types[node.type].name, name: node.name };
      return node.paper ? { ...base, date: node.paper.date, url: node.paper.url } : { ...base, aliases: node.aliases, papers: node.papers, confidence: node.confidence, community: atlas.communities[node.community] || null };
    }),
    relationships: [...shown.lines.values()].flatMap((pair) => passing(pair)).map((claim) => ({
      source: nodes[claim.head].id, target: nodes[claim.tail].id, type: relations[claim.relation].name, paper: nodes[papers[claim.paper].node].id,
      sentence: claim.sentence === null ? null : sentenceOf(claim), confidence: claim.confidence,
    })),
  };
}

function toGraphML(graph) {
  const escape = (text) => String(text).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "").replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  const keys = new Map();
  const data = (kind, object, skip) => Object.entries(object).filter(([name, value]) => !skip.includes(name) && value !== null && value !== undefined).map(([name, value]) => {
    const number = typeof value === "number";
    const id = `${kind}-${name}`;
    keys.set(id, `<key id="${id}" for="${kind}" attr.name="${name}" attr.type="${number ? "double" : "string"}"/>`);
    return `<data key="${id}">${escape(Array.isArray(value) ? value.join("; ") : value)}</data>`;
  }).join("");
  const body = [
    ...graph.nodes.map((node) => `<node id="${escape(node.id)}">${data("node", node, ["id"])}</node>`),
    ...graph.relationships.map((edge, i) => `<edge id="e${i}" source="${escape(edge.source)}" target="${escape(edge.target)}">${data("edge", edge, ["source", "target"])}</edge>`),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${[...keys.values()].join("\n")}\n<graph edgedefault="directed">\n${body.join("\n")}\n</graph>\n</graphml>\n`;
}

/** The picture as it is seen, with its title and the legend under it. */
function toPicture() {
  const source = document.querySelector("#graph canvas");
  const ratio = source.width / source.clientWidth;
  const foot = 34 * ratio;
  const canvas = make("canvas", { width: source.width, height: source.height + foot });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = theme.ground;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(source, 0, 0);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const y = source.clientHeight + 17;
  ctx.textBaseline = "middle";
  let x = 14;
  if (state.colour === "type") {
    for (const [i, type] of types.entries()) {
      if (![...shown.visible].some((number) => nodes[number].type === i)) continue;
      trace(ctx, type.shape, x + 6, y, 6);
      ctx.fillStyle = type.colour;
      ctx.fill();
      ctx.fillStyle = theme.text;
      ctx.font = `12.5px ${FONT}`;
      ctx.fillText(type.name, x + 18, y);
      x += 36 + ctx.measureText(type.name).width;
    }
  }
  ctx.font = `600 12.5px ${FONT}`;
  ctx.fillStyle = theme.text;
  const title = shorten(document.title, 60);
  const wide = ctx.measureText(title).width;
  if (x + wide + 14 < source.clientWidth) ctx.fillText(title, source.clientWidth - wide - 14, y);
  return canvas;
}

const save = {
  png: () => toPicture().toBlob((blob) => download(blob, ".png"), "image/png"),
  json: () => download(new Blob([JSON.stringify(shownGraph(), null, 1)], { type: "application/json" }), ".json"),
  graphml: () => download(new Blob([toGraphML(shownGraph())], { type: "application/xml" }), ".graphml"),
  link: () => {
    const link = window.location.href.split("#")[0] + "#" + toHash(true);
    const input = make("input", { type: "text", readOnly: true, value: link, id: "link", "aria-label": "Link to this view" });
    const copy = make("button", { type: "button", className: "main" }, "Copy");
    copy.onclick = () => {
      input.select();
      const done = () => (copy.textContent = "Copied");
      navigator.clipboard ? navigator.clipboard.writeText(link).then(done, () => document.execCommand("copy") && done()) : document.execCommand("copy") && done();
    };
    openDialog("Link to this view", input, make("p", {}, copy, make("span", { className: "soft" }, "  It opens this file with the same view, selection and filters.")));
    input.select();
  },
};

// ---------------------------------------------------------------------------------------------- keyboard

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

// ---------------------------------------------------------------------------------------------- start

prepareControls();
state = fromHash(window.location.hash);
show(null);
const camera = cameraOf(window.location.hash);
if (camera) network.moveTo({ position: { x: camera[0], y: camera[1] }, scale: camera[2] });
else {
  fit([...shown.visible], false);
  if (state.selected) reveal(selectedNodes());
}
let size = [window.innerWidth, window.innerHeight];
window.addEventListener("resize", () => {
  if (Math.abs(size[0] - window.innerWidth) < 40 && Math.abs(size[1] - window.innerHeight) < 120) return; // a phone's address bar
  size = [window.innerWidth, window.innerHeight];
  setTimeout(() => fit([...shown.visible], false));
});
network.once("afterDrawing", () => (document.documentElement.dataset.ready = "true"));
network.redraw();
window.explorer = { network, nodes, pairs, shown, get state() { return state; } };
})().catch((error) => {
  const status = document.getElementById("status");
  status.textContent = "This browser is too old for this page: it needs Chrome 80, Firefox 113, Safari 16.4 or later. " + error.message;
  throw error;
});
