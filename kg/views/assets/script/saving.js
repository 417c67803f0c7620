/* Taking away: the picture, the shown graph, a link. */

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
