/* Drawing: nodes, lines and labels on the canvas of vis-network. */

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
