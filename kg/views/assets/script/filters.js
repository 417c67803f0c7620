/* Filters: what the state lets through. */

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
