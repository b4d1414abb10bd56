// One element in full: claim, reason, witness, and its evidence opened in place.

import { el, said, saidInFull, visible } from './dom.js';
import { statusMark, typeIcon, typeOf } from './symbols.js';
import { placeOf, shortId } from './model.js';
import { openEnvelope } from './trust.js';
import { textOf } from './bundle.js';

const SHOWN_AT_ONCE = 60_000;

function links(title, ids, model, open) {
  const nodes = ids.map((id) => model.nodes.get(id)).filter(Boolean);
  if (nodes.length === 0) return null;
  return el('div', { class: 'links' }, el('h4', {}, title), el('ul', {}, nodes.slice(0, 40).map((node) => el('li', {},
    el('button', { type: 'button', class: 'link', onclick: () => open(node) }, typeIcon(node.type), said(node.id, 40), ' ', said(node.text, 90)),
    statusMark(node.status)))), nodes.length > 40 ? el('p', { class: 'faint' }, `and ${nodes.length - 40} more, in the tree`) : null);
}

function witness({ statement, inputs, outcome }) {
  return el('section', { class: 'witness' },
    el('h4', {}, 'Counterexample, replayed'),
    el('pre', { tabindex: '0' }, el('code', {}, visible(statement ?? ''))),
    Array.isArray(inputs) && inputs.length > 0 ? el('dl', {}, inputs.map(({ name, value }) => el('div', {}, el('dt', {}, said(name, 80)), el('dd', {}, said(value, 400))))) : null,
    outcome ? el('p', {}, said(outcome, 1200)) : null);
}

/** The file of an evidence reference among those carried, or null. */
function carried(files, sha256) {
  for (const suffix of ['.dsse.json', '.json']) {
    const path = `evidence/${sha256}${suffix}`;
    if (files.has(path)) return { path, bytes: files.get(path), signed: suffix === '.dsse.json' };
  }
  return null;
}

function json(text) {
  const shown = visible(text);
  const block = el('pre', { class: 'json', tabindex: '0', 'aria-label': 'Statement' }, shown.slice(0, SHOWN_AT_ONCE));
  if (shown.length <= SHOWN_AT_ONCE) return [block];
  const more = el('button', { type: 'button', class: 'quiet', onclick: () => { block.textContent = shown; more.remove(); } }, `Show all ${Math.ceil(shown.length / 1024)} KB`);
  return [block, more];
}

function opened(file, reference, check) {
  const listed = check.listed?.get(file.path);
  const rows = [
    ['File', file.path],
    ['SHA-256', reference.sha256],
    ['Digest', listed ? (check.standing === 'verified' ? 'checked against the signed manifest' : 'as the manifest lists it; the manifest itself is unverified') : 'in no manifest'],
  ];
  let body;
  try {
    const envelope = file.signed ? openEnvelope(file.bytes) : null;
    if (envelope) rows.push(['Names key', envelope.signatures.map(({ keyId }) => shortId(keyId)).join(', ') || 'none']);
    body = json(JSON.stringify(envelope ? envelope.statement : JSON.parse(textOf(file.bytes)), null, 2));
  } catch {
    body = [el('p', { class: 'problem' }, 'This evidence cannot be read.')];
  }
  return [el('dl', {}, rows.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, el('code', {}, said(value, 300)))))), ...body];
}

function evidence(reference, files, check) {
  const file = carried(files, reference.sha256);
  const content = el('div', { class: 'evidence-body' });
  const entry = el('details', { class: 'evidence' },
    el('summary', {}, el('span', { class: 'evidence-title' }, said(reference.title || reference.predicateType, 120)),
      el('code', { class: 'faint' }, said(reference.predicateType, 80)), el('code', { class: 'faint' }, shortId(reference.sha256))),
    content);
  entry.addEventListener('toggle', () => {
    if (entry.open && content.childElementCount === 0) {
      content.append(...(file ? opened(file, reference, check)
        : [el('p', {}, check.listed?.has(`evidence/${reference.sha256}.dsse.json`) ? 'Too large for this page: it lies in the case folder.' : 'This evidence is missing.')]));
    }
  });
  return entry;
}

/** Renders an element into the pane beside the tree. */
export function renderDetail(target, node, { model, files, check, open }) {
  const type = typeOf(node.type);
  target.replaceChildren(
    el('div', { class: 'line' }, typeIcon(node.type), el('h3', {}, type.word, ' ', said(node.id, 60)), statusMark(node.status),
      node.undeveloped ? el('span', { class: 'mark tone-open' }, '\u25c7 undeveloped') : null,
      node.module === 'confidence' ? el('span', { class: 'tag' }, 'confidence module') : null),
    el('div', {}, ...saidInFull(node.text || '(no text)')),
    node.reason ? el('p', { class: 'reason' }, said(node.reason, 1500)) : '',
    node.acceptedBy ? el('p', { class: 'faint' }, 'Accepted by ', said(node.acceptedBy, 120), node.acceptedUntil ? [' until ', said(node.acceptedUntil, 20)] : '') : '',
    placeOf(node) ? el('p', { class: 'place' }, said(placeOf(node), 300)) : '',
    node.witness ? witness(node.witness) : '',
    node.evidence.length > 0 ? el('section', { class: 'evidences' }, el('h4', {}, 'Evidence'), node.evidence.map((reference) => evidence(reference, files, check))) : '',
    links('Supported by', node.supportedBy, model, open) ?? '',
    links('In the context of', node.inContextOf, model, open) ?? '',
    links('Challenges', node.challenges, model, open) ?? '',
    links('Part of', node.parents.map((parent) => parent.id), model, open) ?? '');
  target.scrollTop = 0;
}
