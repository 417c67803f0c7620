/* Positions: where the nodes of a view stand. The opening picture comes with its own. */

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
