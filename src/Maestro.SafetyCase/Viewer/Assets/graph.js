// The argument as a graph on a canvas: what is in view is drawn, in device pixels, when something changed.

import { announce, shortened } from './dom.js';
import { diamond, drawContent, outline, statusOutline } from './graph-shapes.js';
import { STATUSES, typeOf } from './symbols.js';

const NEAREST = 2.5;
const READABLE = 0.5;
const TONES = ['paper', 'panel', 'ink', 'muted', 'line', 'accent', ...STATUSES];

const ROUTE_KINDS = [
  { name: 'faint', faint: true, alpha: 0.35, dash: [] },
  { name: 'context', alpha: 0.75, dash: [4, 3] },
  { name: 'support', alpha: 0.75, dash: [] },
];

const boxOf = ([x, y, width, height]) => ({ x, y, width, height });
/** Puts an icon of 16 units large in the middle of a box. */
const middleOf = ({ x, y, width, height }) => new DOMMatrix([4.5, 0, 0, 4.5, x + width / 2 - 36, y + height / 2 - 36]);
const overlaps = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function bounds(points) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    left = Math.min(left, points[i]);
    right = Math.max(right, points[i]);
    top = Math.min(top, points[i + 1]);
    bottom = Math.max(bottom, points[i + 1]);
  }
  return { x: left - 1, y: top - 1, width: right - left + 2, height: bottom - top + 2 };
}

function line(points) {
  const path = new Path2D();
  path.moveTo(points[0], points[1]);
  for (let i = 2; i < points.length; i += 2) path.lineTo(points[i], points[i + 1]);
  return path;
}

/** Elements and relations are the case's; the page's layout only says where they stand. */
function scene(model, layout) {
  const entries = new Map();
  let spare = 0;
  for (const node of model.nodes.values()) {
    const numbers = Object.hasOwn(layout.boxes, node.id) ? layout.boxes[node.id] : [-240, 100 * spare++, 208, 84];
    const box = boxOf(numbers);
    const path = outline(node.type, box);
    if (node.undeveloped) path.addPath(diamond(box));
    entries.set(node.id, { node, box, path, bounds: { ...box, height: box.height + 16 } });
  }
  const drawn = new Map(layout.routes.map((route) => [JSON.stringify([route.from, route.to]), route]));
  const routes = [];
  for (const { node, box } of entries.values()) {
    for (const child of node.children) {
      const end = entries.get(child.id).box;
      const route = drawn.get(JSON.stringify([node.id, child.id]));
      const points = route?.points ?? [box.x + box.width / 2, box.y + box.height, end.x + end.width / 2, end.y];
      const kind = route?.faint ?? true ? 'faint' : node.inContextOf.includes(child.id) ? 'context' : 'support';
      routes.push({ from: node, to: child, kind, path: line(points), bounds: bounds(points) });
    }
  }
  return { entries, routes };
}

/** The graph in a canvas; `onSelect` hears every selection made here. */
export class ArgumentGraph {
  #canvas;
  #context;
  #onSelect;
  #entries;
  #routes;
  #size;
  #palette = {};
  #view = { x: 0, y: 0, zoom: 1 };
  #selected = null;
  #pending = 0;
  #pointers = new Map();
  #moved = 0;
  #overview = 1;
  #fromAfar = new Map();

  constructor(canvas, model, layout, onSelect) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d', { alpha: false });
    this.#onSelect = onSelect;
    ({ entries: this.#entries, routes: this.#routes } = scene(model, layout));
    this.#size = { width: layout.width, height: layout.height };
    this.#readPalette();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { this.#readPalette(); this.#draw(); });
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#listen();
  }

  /** Marks an element and, unless it is in view, moves there. */
  select(node, { move = true } = {}) {
    this.#selected = node?.id ?? null;
    const box = this.#entries.get(this.#selected)?.box;
    if (box && move) this.#show(box);
    this.#draw();
  }

  /** The whole argument in view. */
  fit() {
    const { clientWidth, clientHeight } = this.#canvas;
    this.#overview = Math.min(clientWidth / (this.#size.width + 60), clientHeight / (this.#size.height + 60), 1);
    this.#view.zoom = this.#overview;
    this.#view.x = this.#size.width / 2 - clientWidth / 2 / this.#view.zoom;
    this.#view.y = this.#size.height / 2 - clientHeight / 2 / this.#view.zoom;
    this.#draw();
  }

  zoomBy(factor, at = { x: this.#canvas.clientWidth / 2, y: this.#canvas.clientHeight / 2 }) {
    const zoom = Math.min(NEAREST, Math.max(Math.min(this.#overview, 1) * 0.7, this.#view.zoom * factor));
    this.#view.x += at.x / this.#view.zoom - at.x / zoom;
    this.#view.y += at.y / this.#view.zoom - at.y / zoom;
    this.#view.zoom = zoom;
    this.#draw();
  }

  panBy(dx, dy) {
    this.#view.x += dx / this.#view.zoom;
    this.#view.y += dy / this.#view.zoom;
    this.#draw();
  }

  #readPalette() {
    const style = getComputedStyle(document.documentElement);
    for (const tone of TONES) this.#palette[tone] = style.getPropertyValue(`--${tone}`).trim();
  }

  #resize() {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth, clientHeight } = this.#canvas;
    const first = this.#canvas.dataset.ready === undefined;
    this.#canvas.width = Math.round(clientWidth * ratio);
    this.#canvas.height = Math.round(clientHeight * ratio);
    if (first && clientWidth > 0) {
      this.#canvas.dataset.ready = '';
      this.fit();
      const box = this.#entries.get(this.#selected)?.box;
      if (box) this.#show(box);
    }
    this.#paint();
  }

  #show(box) {
    const { clientWidth, clientHeight } = this.#canvas;
    const margin = 24 / this.#view.zoom;
    const inside = { x: this.#view.x + margin, y: this.#view.y + margin, width: clientWidth / this.#view.zoom - 2 * margin, height: clientHeight / this.#view.zoom - 2 * margin };
    const whole = box.x >= inside.x && box.y >= inside.y && box.x + box.width <= inside.x + inside.width && box.y + box.height <= inside.y + inside.height;
    if (whole && this.#view.zoom >= READABLE) return;
    this.#view.zoom = Math.max(this.#view.zoom, 0.8);
    this.#view.x = box.x + box.width / 2 - clientWidth / 2 / this.#view.zoom;
    this.#view.y = box.y + box.height / 2 - clientHeight / 2 / this.#view.zoom;
  }

  #draw() {
    this.#pending ||= requestAnimationFrame(() => { this.#pending = 0; this.#paint(); });
  }

  #paint() {
    const context = this.#context;
    const ratio = window.devicePixelRatio || 1;
    const { x, y, zoom } = this.#view;
    const view = { x, y, width: this.#canvas.clientWidth / zoom, height: this.#canvas.clientHeight / zoom };
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.#palette.panel;
    context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    context.setTransform(ratio * zoom, 0, 0, ratio * zoom, -x * ratio * zoom, -y * ratio * zoom);
    this.#paintRoutes(context, view, zoom);
    this.#paintNodes(context, view, zoom);
  }

  #paintRoutes(context, view, zoom) {
    const far = zoom < READABLE;
    context.lineWidth = Math.max(1, 0.6 / zoom);
    context.strokeStyle = this.#palette.muted;
    for (const kind of ROUTE_KINDS) {
      context.globalAlpha = far && kind.faint ? 0.2 : kind.alpha;
      context.setLineDash(far ? [] : kind.dash);
      context.stroke(this.#joined(kind.name, far, view, this.#routes, (route) => route.kind === kind.name));
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
    context.strokeStyle = this.#palette.accent;
    context.lineWidth = Math.max(2, 1.2 / zoom);
    for (const route of this.#routes) {
      if ((route.from.id === this.#selected || route.to.id === this.#selected) && overlaps(route.bounds, view)) context.stroke(route.path);
    }
  }

  #paintNodes(context, view, zoom) {
    const far = zoom < READABLE;
    const entries = [...this.#entries.values()];
    for (const status of STATUSES) {
      const path = this.#joined(status, far, view, entries, (entry) => entry.node.status === status);
      const good = status === 'valid' || status === 'accepted';
      // From afar too small for words: what is good is hollow, the rest is filled and bears its icon.
      context.fillStyle = far && !good ? this.#palette[status] : this.#palette.paper;
      context.fill(path);
      context.strokeStyle = this.#palette[status];
      context.lineWidth = far ? 1 / zoom : good ? 1.2 : 2.2;
      context.stroke(path);
    }
    if (far) {
      context.strokeStyle = this.#palette.paper;
      context.lineWidth = 8;
      context.stroke(this.#iconsFromAfar(entries));
    }
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    if (!far) for (const entry of entries) if (overlaps(entry.box, view)) drawContent(context, entry, this.#palette);
    const chosen = this.#entries.get(this.#selected);
    if (chosen) {
      context.strokeStyle = this.#palette.accent;
      context.lineWidth = Math.max(3.5, 2.5 / zoom);
      context.stroke(chosen.path);
    }
  }

  #iconsFromAfar(entries) {
    if (!this.#fromAfar.has('icons')) {
      const icons = new Path2D();
      for (const { node, box } of entries) {
        if (node.status !== 'valid' && node.status !== 'accepted') icons.addPath(statusOutline(node.status), middleOf(box));
      }
      this.#fromAfar.set('icons', icons);
    }
    return this.#fromAfar.get('icons');
  }

  /** One path for all items of a kind: from afar the same one each time, near only what is in view. */
  #joined(kind, far, view, items, belongs) {
    if (far && this.#fromAfar.has(kind)) return this.#fromAfar.get(kind);
    const path = new Path2D();
    for (const item of items) if (belongs(item) && (far || overlaps(item.bounds, view))) path.addPath(item.path);
    if (far) this.#fromAfar.set(kind, path);
    return path;
  }

  #at(clientX, clientY) {
    const rect = this.#canvas.getBoundingClientRect();
    return { x: clientX - rect.left, y: clientY - rect.top };
  }

  #hit({ x, y }) {
    const [px, py] = [x / this.#view.zoom + this.#view.x, y / this.#view.zoom + this.#view.y];
    for (const { node, box } of this.#entries.values()) {
      if (px >= box.x && px <= box.x + box.width && py >= box.y && py <= box.y + box.height) return node;
    }
    return null;
  }

  #choose(node) {
    if (!node) return;
    this.select(node);
    this.#onSelect(node);
    announce(`${typeOf(node.type).word} ${node.id}, ${node.status}: ${shortened(node.text, 200)}`);
  }

  #listen() {
    const canvas = this.#canvas;
    canvas.addEventListener('wheel', (event) => {
      // A plain wheel over a graph in a long page scrolls the page, until the reader has entered the graph.
      if (!event.ctrlKey && document.activeElement !== canvas) return;
      event.preventDefault();
      this.zoomBy(Math.exp(-event.deltaY * 0.0015), this.#at(event.clientX, event.clientY));
    }, { passive: false });
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      this.#moved = 0;
    });
    canvas.addEventListener('pointermove', (event) => this.#drag(event));
    canvas.addEventListener('pointerup', (event) => {
      if (this.#pointers.delete(event.pointerId) && this.#moved < 5) this.#choose(this.#hit(this.#at(event.clientX, event.clientY)));
    });
    canvas.addEventListener('pointercancel', (event) => this.#pointers.delete(event.pointerId));
    canvas.addEventListener('keydown', (event) => this.#key(event));
  }

  #drag(event) {
    const last = this.#pointers.get(event.pointerId);
    if (!last) return;
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    this.#moved += Math.abs(dx) + Math.abs(dy);
    const others = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (others.length === 1) {
      const distance = (point) => Math.hypot(point.x - others[0].x, point.y - others[0].y) || 1;
      const here = { x: event.clientX, y: event.clientY };
      this.zoomBy(distance(here) / distance(last), this.#at((here.x + others[0].x) / 2, (here.y + others[0].y) / 2));
      this.panBy(-dx / 2, -dy / 2);
    } else if (others.length === 0) {
      this.panBy(-dx, -dy);
    }
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = this.#entries.get(this.#selected)?.node ?? this.#entries.values().next().value?.node;
    const siblings = node?.parents[0]?.children ?? [];
    const beside = (step) => siblings[siblings.indexOf(node) + step];
    const step = 80;
    const actions = event.shiftKey
      ? { ArrowUp: () => this.panBy(0, -step), ArrowDown: () => this.panBy(0, step), ArrowLeft: () => this.panBy(-step, 0), ArrowRight: () => this.panBy(step, 0), '+': () => this.zoomBy(1.25) }
      : {
        ArrowUp: () => this.#choose(node?.parents[0]), ArrowDown: () => this.#choose(node?.children[0]),
        ArrowLeft: () => this.#choose(beside(-1)), ArrowRight: () => this.#choose(beside(1)),
        '+': () => this.zoomBy(1.25), '=': () => this.zoomBy(1.25), '-': () => this.zoomBy(0.8), 0: () => this.fit(),
      };
    if (!Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  }
}
