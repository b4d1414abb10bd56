// Reads the bytes, checks them, shows what was checked.

import { el } from './dom.js';
import { statusIcon } from './symbols.js';
import { fromBase64, readBundle, textOf } from './bundle.js';
import { MANIFEST, checkCopy, pinnedKey } from './trust.js';
import { readCase, worstPath } from './model.js';
import { mayShow, renderCopyStatus } from './copy-status.js';
import { renderSummary, verifyCommand } from './summary.js';
import { ArgumentTree, occurringStatuses } from './tree.js';
import { renderDetail } from './detail.js';
import { ArgumentGraph } from './graph.js';

const byId = (id) => document.getElementById(id);

function renderFilter(target, model, tree) {
  const statuses = new Set();
  const search = el('input', { type: 'search', id: 'search', placeholder: 'Search claims', 'aria-label': 'Search claims', autocomplete: 'off' });
  const found = el('span', { class: 'faint', role: 'status' });
  const apply = () => {
    const count = tree.filter(search.value, statuses);
    found.textContent = search.value || statuses.size > 0 ? `${count} found` : '';
  };
  search.addEventListener('input', apply);
  const buttons = occurringStatuses(model).map(([status, count]) => {
    const button = el('button', { type: 'button', class: `chip tone-${status}`, 'aria-pressed': 'false', onclick: () => {
      if (!statuses.delete(status)) statuses.add(status);
      button.setAttribute('aria-pressed', String(statuses.has(status)));
      apply();
    } }, statusIcon(status), `${status} ${count}`);
    return button;
  });
  target.replaceChildren(search, ...buttons, found);
}

/** The argument below the first screen: tree, graph and detail follow one selection. */
function renderArgument(model, files, check) {
  const layout = JSON.parse(textOf(files.get('layout')));
  let tree;
  let graph;
  const show = (node) => renderDetail(byId('detail'), node, { model, files, check, open: openNode });
  const openNode = (node) => {
    tree.select(node);
    graph.select(node);
    show(node);
  };
  tree = new ArgumentTree(byId('tree'), model, (node) => { graph.select(node); show(node); });
  graph = new ArgumentGraph(byId('graph'), model, layout, (node) => { tree.select(node); show(node); });
  const zooms = { 'zoom-in': () => graph.zoomBy(1.25), 'zoom-out': () => graph.zoomBy(0.8), 'zoom-fit': () => graph.fit() };
  for (const [id, zoom] of Object.entries(zooms)) byId(id).addEventListener('click', zoom);
  const root = model.roots[0];
  if (root) {
    tree.expandAlong(worstPath(root));
    tree.select(root);
    graph.select(root, { move: false });
    show(root);
  }
  renderFilter(byId('filter'), model, tree);
  return (node) => {
    openNode(node);
    byId('argument').scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    byId('detail').focus({ preventScroll: true });
  };
}

function renderCase(files, check) {
  const shown = mayShow(check);
  byId('summary').hidden = !shown;
  byId('argument').hidden = !shown;
  if (!shown) {
    document.title = 'Safety case: not to be used';
    byId('summary').replaceChildren();
    return;
  }
  const model = readCase(JSON.parse(textOf(files.get('case.json'))));
  document.title = `${check.standing === 'verified' ? '' : 'Unverified: '}${model.verdict} \u00b7 ${model.title}`;
  // Fresh elements, so that a second look with another key keeps no listener of the first.
  for (const id of ['tree', 'graph', 'zoom-in', 'zoom-out', 'zoom-fit']) byId(id).replaceWith(freshCopy(byId(id)));
  let goTo = () => {};
  renderSummary(byId('summary'), model, check, {
    openNode: (id) => model.nodes.has(id) && goTo(model.nodes.get(id)),
    openMethod: (change) => {
      const nodes = [...model.nodes.values()];
      const node = nodes.find(({ subject, type }) => subject === change.symbol && type === 'goal') ?? nodes.find(({ subject }) => subject === change.symbol);
      if (node) goTo(node);
    },
  });
  goTo = renderArgument(model, files, check);
}

function freshCopy(element) {
  const copy = element.cloneNode(element.childElementCount === 0 && element.localName === 'button');
  delete copy.dataset.ready;
  return copy;
}

function refuse(reason) {
  byId('copy').className = 'copy standing-altered';
  byId('copy').replaceChildren(el('div', { class: 'copy-line' }, statusIcon('failed'), el('strong', {}, 'Altered copy: do not use'),
    el('span', {}, `What this page carries cannot be read. ${reason}`)));
  byId('summary').replaceChildren(el('p', {}, 'Ask for the case again, and verify its folder: ', el('code', {}, verifyCommand(window.location))));
  byId('argument').hidden = true;
}

async function start() {
  try {
    const files = await readBundle(byId('case-data').textContent);
    const manifest = byId('case-manifest').textContent;
    if (manifest !== '') files.set(MANIFEST, fromBase64(manifest));
    const look = async (key, pinned) => {
      const check = await checkCopy(files, key);
      renderCopyStatus(byId('copy'), check, key, { pinned, useKey: look });
      renderCase(files, check);
      document.documentElement.dataset.standing = check.standing;
    };
    const key = await pinnedKey();
    await look(key, key !== null);
  } catch (error) {
    refuse(error instanceof Error ? error.message : '');
    document.documentElement.dataset.standing = 'altered';
  }
  performance.mark('maestro-shown');
}

start();
