/* Details: everything that papers say of a node, a line or a path, with its evidence. */

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
  input.focus();
}

function openDialog(title, ...content) {
  const dialog = $("dialog");
  dialog.replaceChildren(make("h2", { id: "dialog-title", dir: "auto" }, title), ...content, make("p", { style: "text-align:end;margin-bottom:0" }, make("button", { type: "button", onclick: () => { pathFrom = null; dialog.close(); } }, "Close")));
  dialog.showModal();
}
