// The argument as a tree after the ARIA pattern: one tab stop, arrows, Home, End, type-ahead; shared elements appear under each parent.

import { announce, el, said } from './dom.js';
import { statusIcon, statusRank, typeIcon, typeOf } from './symbols.js';
import { pathTo } from './model.js';

const TYPE_AHEAD_MS = 700;
const SEPARATOR = '\u0000';

/** Rows of the expanded part, as paths; what matches a filter brings its ancestors. */
function rowsOf(model, expanded, shown) {
  const rows = [];
  const visit = (node, path, level, position, size) => {
    const key = path.join(SEPARATOR);
    const children = node.children.filter((child) => !path.includes(child.id) && (!shown || shown.has(child.id)));
    const open = children.length > 0 && expanded.has(key);
    rows.push({ node, path, key, level, position, size, open, leaf: children.length === 0 });
    if (open) children.forEach((child, i) => visit(child, [...path, child.id], level + 1, i + 1, children.length));
  };
  const roots = model.roots.filter((node) => !shown || shown.has(node.id));
  roots.forEach((node, i) => visit(node, [node.id], 1, i + 1, roots.length));
  return rows;
}

function row(entry, actions) {
  const { node } = entry;
  const type = typeOf(node.type);
  const notes = [node.status, node.undeveloped ? 'undeveloped' : null, node.parents.length > 1 ? `in ${node.parents.length} places` : null];
  return el('div', {
    role: 'treeitem', id: `tree-${actions.index}`, class: `row level-${Math.min(entry.level, 8)}`, tabindex: '-1',
    'aria-level': entry.level, 'aria-posinset': entry.position, 'aria-setsize': entry.size,
    'aria-expanded': entry.leaf ? null : String(entry.open), 'aria-selected': 'false',
    onclick: (event) => actions.click(entry, event),
  },
  el('span', { class: 'twist', 'aria-hidden': 'true' }, entry.leaf ? '' : entry.open ? '\u25be' : '\u25b8'),
  statusIcon(node.status), typeIcon(node.type), el('span', { class: 'unseen' }, type.word),
  el('span', { class: 'row-id' }, said(node.id, 24)),
  el('span', { class: 'row-text' }, said(node.text, 200)),
  el('span', { class: `row-status tone-${node.status}` }, notes.filter(Boolean).join(', ')));
}

/** The tree in an element; `onSelect` hears every selection made here. */
export class ArgumentTree {
  #element;
  #model;
  #onSelect;
  #expanded = new Set();
  #rows = [];
  #current = 0;
  #selected = null;
  #shown = null;
  #typed = '';
  #typedAt = 0;

  constructor(element, model, onSelect) {
    this.#element = element;
    this.#model = model;
    this.#onSelect = onSelect;
    element.addEventListener('keydown', (event) => this.#key(event));
    element.addEventListener('focusin', (event) => {
      const index = [...element.children].indexOf(event.target);
      if (index >= 0) this.#rove(index);
    });
    for (const root of model.roots) this.#expanded.add(root.id);
  }

  /** Shows and marks an element, without telling anybody; `focus` moves the keyboard there. */
  select(node, { path = null, focus = false } = {}) {
    const shownAlready = this.#rows.find((entry) => entry.node === node && (!path || entry.key === path.join(SEPARATOR)));
    const way = shownAlready?.path ?? path ?? pathTo(node);
    for (let i = 1; i < way.length; i++) this.#expanded.add(way.slice(0, i).join(SEPARATOR));
    if (this.#shown && !this.#shown.has(node.id)) this.#shown = null;
    this.#selected = node.id;
    this.render();
    const index = this.#rows.findIndex((entry) => entry.key === way.join(SEPARATOR));
    this.#rove(Math.max(index, 0));
    const element = this.#element.children[this.#current];
    if (focus) element?.focus({ preventScroll: true });
    this.#reveal(element);
  }

  /** Opens the way along ids. */
  expandAlong(ids) {
    for (let i = 1; i <= ids.length; i++) this.#expanded.add(ids.slice(0, i).join(SEPARATOR));
    this.render();
  }

  /** Shows only what matches, with its ancestors; returns how many match. */
  filter(text, statuses) {
    const wanted = text.trim().toLowerCase();
    if (!wanted && statuses.size === 0) {
      this.#shown = null;
      this.render();
      return this.#model.nodes.size;
    }
    const matches = [...this.#model.nodes.values()].filter((node) =>
      (statuses.size === 0 || statuses.has(node.status)) && (!wanted || `${node.id} ${node.text}`.toLowerCase().includes(wanted)));
    this.#shown = new Set();
    for (const node of matches) {
      const path = pathTo(node);
      path.forEach((id, i) => {
        this.#shown.add(id);
        if (i < path.length - 1) this.#expanded.add(path.slice(0, i + 1).join(SEPARATOR));
      });
    }
    this.render();
    return matches.length;
  }

  render() {
    this.#rows = rowsOf(this.#model, this.#expanded, this.#shown);
    this.#element.replaceChildren(...this.#rows.map((entry, index) => {
      const element = row(entry, { index, click: (clicked, event) => this.#click(index, clicked, event) });
      if (entry.node.id === this.#selected) element.setAttribute('aria-selected', 'true');
      return element;
    }));
    this.#rove(Math.min(this.#current, this.#rows.length - 1));
  }

  #rove(index) {
    this.#element.children[this.#current]?.setAttribute('tabindex', '-1');
    this.#current = Math.max(index, 0);
    this.#element.children[this.#current]?.setAttribute('tabindex', '0');
  }

  #reveal(element) {
    if (!element) return;
    const [top, bottom] = [element.offsetTop, element.offsetTop + element.offsetHeight];
    if (top < this.#element.scrollTop) this.#element.scrollTop = top - 8;
    else if (bottom > this.#element.scrollTop + this.#element.clientHeight) this.#element.scrollTop = bottom - this.#element.clientHeight + 8;
  }

  #focus(index) {
    if (index < 0 || index >= this.#rows.length) return;
    this.#rove(index);
    const element = this.#element.children[index];
    element.focus({ preventScroll: true });
    this.#reveal(element);
  }

  #click(index, entry, event) {
    if (event.target.closest('.twist') && !entry.leaf) this.#toggle(index, !entry.open);
    else this.#choose(index);
  }

  #choose(index) {
    const { node, path } = this.#rows[index];
    this.select(node, { path, focus: true });
    this.#onSelect(node);
  }

  #toggle(index, open) {
    const { key, node } = this.#rows[index];
    if (open) this.#expanded.add(key);
    else this.#expanded.delete(key);
    this.render();
    this.#focus(index);
    announce(`${node.id} ${open ? 'expanded' : 'collapsed'}`);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const entry = this.#rows[this.#current];
    if (!entry) return;
    const moves = {
      ArrowDown: () => this.#focus(this.#current + 1),
      ArrowUp: () => this.#focus(this.#current - 1),
      Home: () => this.#focus(0),
      End: () => this.#focus(this.#rows.length - 1),
      ArrowRight: () => (entry.leaf ? null : entry.open ? this.#focus(this.#current + 1) : this.#toggle(this.#current, true)),
      ArrowLeft: () => (entry.open ? this.#toggle(this.#current, false) : this.#focus(this.#parentOf(this.#current))),
      Enter: () => this.#choose(this.#current),
      ' ': () => this.#choose(this.#current),
      '*': () => this.#openSiblings(entry),
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : event.key.length === 1 ? () => this.#typeAhead(event.key, event.timeStamp) : null;
    if (!move) return;
    event.preventDefault();
    move();
  }

  #parentOf(index) {
    const { level } = this.#rows[index];
    return this.#rows.findLastIndex((entry, i) => i < index && entry.level < level);
  }

  #openSiblings(entry) {
    const parent = entry.path.slice(0, -1).join(SEPARATOR);
    for (const { path, key, leaf } of this.#rows) if (!leaf && path.slice(0, -1).join(SEPARATOR) === parent) this.#expanded.add(key);
    this.render();
    this.#focus(this.#rows.findIndex(({ key }) => key === entry.key));
  }

  #typeAhead(letter, at) {
    this.#typed = (at - this.#typedAt < TYPE_AHEAD_MS ? this.#typed : '') + letter.toLowerCase();
    this.#typedAt = at;
    const from = this.#typed.length === 1 ? this.#current + 1 : this.#current;
    const count = this.#rows.length;
    for (let i = 0; i < count; i++) {
      const index = (from + i) % count;
      const { node } = this.#rows[index];
      if (node.id.toLowerCase().startsWith(this.#typed) || node.text.toLowerCase().startsWith(this.#typed)) return this.#focus(index);
    }
    return undefined;
  }
}

/** Statuses that occur, worst first, for the filter's buttons. */
export function occurringStatuses(model) {
  const counts = new Map();
  for (const node of model.nodes.values()) counts.set(node.status, (counts.get(node.status) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => statusRank(b) - statusRank(a));
}
