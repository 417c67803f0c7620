/* Start: show what the address asks for. */

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
