/* Views: the nodes and lines of the overview, a neighbourhood or a path. */

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
