// The case, indexed. Statuses and verdict are the case's own: the page computes none.

import { statusRank } from './symbols.js';

const list = (value) => (Array.isArray(value) ? value : []);

/** Reads a parsed case.json; relations to unknown elements are dropped. */
export function readCase(document) {
  const nodes = new Map(list(document.nodes).map((node) => [node.id, {
    ...node,
    supportedBy: list(node.supportedBy),
    inContextOf: list(node.inContextOf),
    challenges: list(node.challenges),
    evidence: list(node.evidence),
    parents: [],
    children: [],
  }]));
  const link = (parent, child) => {
    if (!parent || !child || parent === child || parent.children.includes(child)) return;
    parent.children.push(child);
    child.parents.push(parent);
  };
  for (const node of nodes.values()) {
    for (const id of [...node.supportedBy, ...node.inContextOf]) link(node, nodes.get(id));
    for (const id of node.challenges) link(nodes.get(id), node);
  }
  const roots = [...nodes.values()].filter((node) => node.parents.length === 0);
  const first = nodes.get(document.root);
  return {
    ...document,
    nodes,
    roots: first ? [first, ...roots.filter((node) => node !== first)] : roots,
    changes: list(document.changes),
    gaps: list(document.gaps),
    assumptions: list(document.assumptions),
  };
}

/** The way from a root to an element, by first parents, as ids. */
export function pathTo(node) {
  const path = [];
  for (let at = node; at && !path.includes(at.id); at = at.parents[0]) path.unshift(at.id);
  return path;
}

/** The worst child first: the way a reader asks "why". */
export function worstPath(node) {
  const path = [node.id];
  for (let at = node; at.children.length > 0;) {
    const worst = at.children.reduce((a, b) => (statusRank(b.status) > statusRank(a.status) ? b : a));
    if (path.includes(worst.id) || statusRank(worst.status) < statusRank('open')) break;
    path.push(worst.id);
    at = worst;
  }
  return path;
}

/** A file and line for people, or null. */
export const placeOf = ({ file, line }) => (file ? (line ? `${file}:${line}` : file) : null);

export const shortId = (id) => (id ? String(id).slice(0, 12) : '');
