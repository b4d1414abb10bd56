// The first screen: what a reviewer must know in twenty seconds.

import { announce, el, number, plural, said, shortened, visible } from './dom.js';
import { methodMark, methodOrder, statusIcon, statusMark, STATUSES, verdictOf } from './symbols.js';
import { placeOf, shortId } from './model.js';
import { renderBehaviour } from './behaviour.js';

const GAPS_SHOWN = 3;
const ROWS_SHOWN = 6;
const CONTRACT_ORDER = ['breaking', 'removed', 'incomparable', 'unknown', 'none', 'new', 'compatible', 'equal'];

const code = (text, title) => el('code', { title: title ? visible(title) : null }, said(text, 120));
const fact = (term, ...values) => el('div', {}, el('dt', {}, term), el('dd', {}, ...values));

/** A place in the sources, which opens the element that speaks of it. */
function place(item, open) {
  const text = placeOf(item);
  if (!text) return null;
  return open && item.node
    ? el('a', { class: 'place', href: '#argument', onclick: (event) => { event.preventDefault(); open(item.node); } }, said(text, 160))
    : el('span', { class: 'place' }, said(text, 160));
}

function revision(entry) {
  if (!entry) return null;
  return [
    entry.ref ? el('b', {}, said(entry.ref, 60)) : null, ' ',
    entry.commit ? code(shortId(entry.commit), `commit ${entry.commit}`) : el('em', {}, 'in no commit'), ' ',
    el('span', { class: 'faint' }, 'tree '), code(shortId(entry.tree), `tree ${entry.tree}`),
  ];
}

function banners(model) {
  return [
    model.selfReported ? ['Self-reported', 'Only the build of this change says so; no independent Maestro proved it again. It cannot pass a gate.'] : null,
    model.uncommitted ? ['Uncommitted', 'Made from a working tree with changes in no commit. It cannot pass a gate.'] : null,
  ].filter(Boolean).map(([title, text]) => el('p', { class: 'banner' }, statusIcon('stale'), el('span', {}, el('strong', {}, title), ' ', text)));
}

function headline(model, check) {
  const verdict = verdictOf(model.verdict);
  const root = model.nodes.get(model.root);
  const verified = check.standing === 'verified';
  const tools = model.toolchain ?? {};
  const change = model.change ?? {};
  return el('header', { class: 'headline' },
    el('div', { class: 'verdict' },
      el('p', { class: 'eyebrow' }, 'Safety case \u00b7 ', said(model.title ?? '', 160)),
      el('h1', { class: `tone-${verdict.status}${verified ? '' : ' claimed'}` }, statusIcon(verdict.status),
        verified ? null : el('span', { class: 'claims' }, 'Claims: '), verdict.word),
      root ? el('p', { class: 'lede' }, said(root.text, 200)) : null),
    el('dl', { class: 'facts' },
      fact('Head', ...(revision(change.head) ?? ['unknown'])),
      fact('Base', ...(revision(change.base) ?? [el('span', { class: 'tone-open' }, 'no comparison: ', said(change.baseProblem ?? 'no base', 200))])),
      fact('Signer', check.signers.length > 0
        ? [...check.signers.map((id) => code(shortId(id), `key ${id}`)), ' ', el('span', { class: 'faint' }, verified ? 'verified' : 'as the copy says')]
        : 'nobody'),
      fact('Made by', said([tools.maestro, tools.sdk, tools.compiler, tools.solver].filter(Boolean).join(' \u00b7 '), 200))));
}

function figures(model) {
  const touched = model.touched ?? {};
  const obligations = model.obligations ?? {};
  const figure = (title, main, parts, note = null) => el('div', { class: 'figure' }, el('h2', {}, title), el('p', { class: 'big' }, main),
    el('p', { class: 'parts' }, parts.filter(([count]) => count > 0).map(([count, status, word]) =>
      el('span', { class: `mark tone-${status}` }, statusIcon(status), `${number(count)} ${word}`))),
    note ? el('p', { class: 'faint note' }, note) : null);
  const total = ['proved', 'refuted', 'bounded', 'unknown'].reduce((sum, key) => sum + (obligations[key] ?? 0), 0);
  const tests = model.tests;
  const counts = model.counts ?? {};
  const confidence = STATUSES.toReversed().filter((status) => model.confidenceCounts?.[status] > 0).map((status) => `${number(model.confidenceCounts[status])} ${status}`);
  const claims = STATUSES.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  return el('section', { class: 'figures', 'aria-label': 'Counts' },
    figure('Methods touched', number(touched.methods), [
      [touched.refuted, 'failed', 'refuted'], [touched.unknown, 'open', 'unknown'],
      [touched.withoutContract, 'open', 'without contract'], [touched.proved, 'valid', 'proved']]),
    figure('Obligations', number(total), [
      [obligations.refuted, 'failed', 'refuted'], [obligations.unknown, 'open', 'unknown'],
      [obligations.bounded, 'accepted', 'bounded'], [obligations.proved, 'valid', 'proved']]),
    figure('Tests', tests ? number(tests.passed + tests.failed + tests.skipped) : 'none', tests
      ? [[tests.failed, 'failed', 'failed'], [tests.skipped, 'open', 'skipped'], [tests.passed, 'valid', 'passed']] : []),
    figure('Claims at the leaves', number(claims), STATUSES.toReversed().map((status) => [counts[status], status, status]),
      confidence.length > 0 ? `and apart, on confidence: ${confidence.join(', ')}` : null));
}

function gaps(model, open) {
  const total = model.gaps.length;
  const shown = model.gaps.slice(0, GAPS_SHOWN);
  return el('section', { class: 'card', 'aria-labelledby': 'gaps-title' },
    el('h2', { id: 'gaps-title' }, total > GAPS_SHOWN ? `Worst gaps, ${GAPS_SHOWN} of ${total}` : 'Gaps'),
    total === 0 ? el('p', { class: 'nothing' }, statusIcon('valid'), 'None within the stated scope.') : null,
    el('ol', { class: 'gaps' }, shown.map((gap) => el('li', {},
      el('div', { class: 'line' }, statusMark(gap.status), place(gap, open)
        ?? el('a', { class: 'place', href: '#argument', onclick: (event) => { event.preventDefault(); open(gap.node); } }, said(gap.node, 40))),
      el('p', { class: 'clamp' }, said(gap.text, 400))))));
}

/** The first rows in their container, and a button for the rest. */
function folded(container, rows, what) {
  const hidden = rows.slice(ROWS_SHOWN);
  container.append(...rows.slice(0, ROWS_SHOWN));
  const more = hidden.length === 0 ? null : el('button', { type: 'button', class: 'quiet', onclick: () => { container.append(...hidden); more.remove(); } },
    `Show all ${plural(rows.length, what)}`);
  return [container, more];
}

function changes(model, openMethod) {
  const rank = (change) => methodOrder(change.verdict) * 10 + CONTRACT_ORDER.indexOf(change.contract);
  const sorted = [...model.changes].sort((a, b) => rank(a) - rank(b));
  const [body, more] = folded(el('tbody'), sorted.map((change) => el('tr', {},
    el('th', { scope: 'row' },
      el('a', { class: 'method', href: '#argument', onclick: (event) => { event.preventDefault(); openMethod(change); } }, said(change.displayName || change.symbol, 90)),
      el('span', { class: 'place' }, said(placeOf(change) ?? '', 120))),
    el('td', {}, said(change.kind, 20)),
    el('td', {}, methodMark(change.verdict)),
    el('td', { class: `contract contract-${CONTRACT_ORDER.includes(change.contract) ? change.contract : 'unknown'}` }, said(change.contract, 20)))), 'method');
  const base = model.change?.base;
  const title = base ? ['Changed against ', said(base.ref || shortId(base.commit), 40)] : ['Changed, compared with nothing'];
  return el('section', { class: 'card', 'aria-labelledby': 'changes-title' },
    el('h2', { id: 'changes-title' }, ...title),
    model.changes.length === 0
      ? el('p', { class: 'nothing' }, 'No method of the product changed its meaning.')
      : el('table', { class: 'changes' },
        el('thead', {}, el('tr', {}, ['Method', 'Change', 'Verdict', 'Contract'].map((name) => el('th', { scope: 'col' }, name)))), body),
    more);
}

/** What people assumed, with owner and end; a reviewer answers for these. */
const ASSUMED_BY_PEOPLE = new Set(['assume', 'suppression']);

function assumption(entry, byPeople) {
  const owner = entry.owner ? el('span', {}, said(entry.owner, 60)) : el('span', { class: 'mark tone-open' }, statusIcon('open'), 'no owner');
  const end = entry.expiry ? el('span', {}, 'until ', el('time', {}, said(entry.expiry, 20))) : el('span', { class: 'faint' }, 'no end');
  return el('li', {},
    el('p', { class: 'clamp' }, said(entry.text, 300)),
    el('div', { class: 'line' }, el('span', { class: 'faint' }, said(entry.kind, 30)), ...(byPeople ? [owner, end] : []), place(entry)));
}

/** What the verifier trusts by rule: many and alike, so counted first and listed on demand. */
function ruleTrusted(entries) {
  const kinds = new Map();
  for (const { kind } of entries) {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const counts = [...kinds].sort(([left], [right]) => (left < right ? -1 : 1)).map(([kind, count]) => `${shortened(kind, 30)} ${count}`).join(', ');
  return el('details', { class: 'evidence' },
    el('summary', {}, el('span', {}, `By rule of the verifier: ${entries.length}`), el('span', { class: 'faint' }, counts)),
    el('ul', { class: 'gaps' }, ...entries.map((entry) => assumption(entry, false))));
}

function assumptions(model) {
  const byPeople = model.assumptions.filter((entry) => ASSUMED_BY_PEOPLE.has(entry.kind));
  const byRule = model.assumptions.filter((entry) => !ASSUMED_BY_PEOPLE.has(entry.kind));
  const [items, more] = folded(el('ul', { class: 'gaps' }), byPeople.map((entry) => assumption(entry, true)), 'assumption');
  return el('section', { class: 'card', 'aria-labelledby': 'assumptions-title' },
    el('h2', { id: 'assumptions-title' }, 'Taken as true'),
    byPeople.length === 0 ? el('p', { class: 'nothing' }, 'Nothing that a person assumed or silenced.') : items,
    more,
    byRule.length === 0 ? null : ruleTrusted(byRule));
}

/** The auditor's command; the folder is known once the page lies in it. */
export function verifyCommand(location) {
  const quoted = (path) => (/^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
  let folder = 'DIR';
  if (location.protocol === 'file:') {
    try {
      folder = quoted(decodeURIComponent(location.pathname).replace(/\/[^/]*$/, '') || '/');
    } catch {
      folder = 'DIR';
    }
  }
  return `maestro verify ${folder} --key maestro.pub`;
}

function command() {
  const text = visible(verifyCommand(window.location));
  const line = el('code', { id: 'verify-command', tabindex: '0' }, text);
  const button = el('button', { type: 'button', onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
      announce('Command copied.');
    } catch {
      getSelection().selectAllChildren(line);
      button.textContent = 'Selected';
      announce('The command is selected; copy it with the keyboard.');
    }
  } }, 'Copy');
  return el('section', { class: 'command', 'aria-label': 'Verify it yourself' },
    el('span', {}, 'Verify it yourself'), line, button);
}

/** Renders everything above the argument. */
export function renderSummary(target, model, check, { openNode, openMethod }) {
  target.replaceChildren(
    ...banners(model),
    headline(model, check),
    renderBehaviour(model, openMethod) ?? '',
    figures(model),
    command(),
    el('div', { class: 'cards' }, el('div', {}, gaps(model, openNode), assumptions(model)), changes(model, openMethod)));
}
