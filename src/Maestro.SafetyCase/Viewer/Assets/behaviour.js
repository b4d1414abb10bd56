// What the change does differently: one sentence, and behind it each difference with the input that both versions ran.

import { el, number, plural, said } from './dom.js';
import { placeOf } from './model.js';

/** The counts as a sentence, as `maestro diff` says it; what is none is left out beyond the first two. */
function sentence(counts) {
  const parts = [
    [counts.same, 'the same for every input', 'valid', true],
    [counts.different, counts.different === 1 ? 'differs as shown' : 'differ as shown', 'stale', true],
    [counts.bounded, 'alike as far as searched', 'open'],
    [counts.unknown, 'unknown', 'open'],
    [counts.notCompared, 'not compared', 'missing'],
    [counts.added, 'new', 'none'],
    [counts.removed, 'removed', 'none'],
  ].filter(([count, , , always]) => always || count > 0);
  const total = ['same', 'different', 'bounded', 'unknown', 'notCompared', 'added', 'removed'].reduce((sum, key) => sum + (counts[key] ?? 0), 0);
  return [`${plural(total, 'method')} touched: `, ...parts.flatMap(([count, words, tone], index) =>
    [index > 0 ? ', ' : '', el('span', { class: count > 0 ? `tone-${tone}` : 'faint' }, `${number(count)} ${words}`)])];
}

function comparedMethod(change, openMethod, ...what) {
  return el('li', {},
    el('div', { class: 'line' },
      el('a', { class: 'method', href: '#argument', onclick: (event) => { event.preventDefault(); openMethod(change); } }, said(change.displayName || change.symbol, 90)),
      el('span', { class: 'place' }, said(placeOf(change) ?? '', 120))),
    ...what);
}

const difference = (change, openMethod) => {
  const { inputs, old, new: now } = change.behaviour.difference;
  return comparedMethod(change, openMethod,
    el('pre', { tabindex: '0', 'aria-label': 'Input that both versions ran' }, el('code', {}, said(inputs, 1200))),
    el('dl', { class: 'versions' },
      el('div', {}, el('dt', {}, 'was'), el('dd', {}, said(old, 600))),
      el('div', {}, el('dt', {}, 'is'), el('dd', {}, said(now, 600)))),
    change.behaviour.reason ? el('p', { class: 'clamp faint' }, said(change.behaviour.reason, 600)) : null);
};

/** The same for every input that counts, with something to know beside it: another name, or another story where the base refused. */
const beside = (change, openMethod) => comparedMethod(change, openMethod, el('p', { class: 'clamp faint' }, said(change.behaviour.reason, 600)));

const undecided = (change, openMethod) => comparedMethod(change, openMethod, el('p', { class: 'clamp faint' }, said(change.behaviour.reason || change.behaviour.verdict, 600)));

const behind = (title, items) => (items.length === 0 ? null
  : el('details', { class: 'behind' }, el('summary', {}, title), el('ul', {}, ...items)));

/** The section below the verdict; null where there was nothing to compare with. */
export function renderBehaviour(model, openMethod) {
  const counts = model.behaviour;
  if (!counts || !model.change?.base) return null;
  const differs = model.changes.filter((change) => change.behaviour?.difference);
  const open = model.changes.filter((change) => change.behaviour && ['unknown', 'bounded'].includes(change.behaviour.verdict));
  const remarked = model.changes.filter((change) => change.behaviour?.verdict === 'same' && change.behaviour.reason);
  return el('section', { class: 'behaviour', 'aria-labelledby': 'behaviour-title' },
    el('h2', { id: 'behaviour-title' }, ...sentence(counts)),
    behind(differs.length === 1 ? 'The difference, with an input that both versions ran' : `The ${number(differs.length)} differences, each with an input that both versions ran`,
      differs.map((change) => difference(change, openMethod))),
    behind(`Undecided: ${plural(open.length, 'method')}`, open.map((change) => undecided(change, openMethod))),
    behind(`The same, with a remark: ${plural(remarked.length, 'method')}`, remarked.map((change) => beside(change, openMethod))));
}
