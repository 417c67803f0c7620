/* The model: what the page carries, as objects that point at each other. */

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
