/* Legend: switches with counts, sliders, communities, and the line under the picture. */

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
