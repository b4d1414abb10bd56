// What a status, a verdict and an element look like: always a word with a shape, never a colour alone.

import { drawing, el } from './dom.js';

const CHECK = 'M3 8.6l3.3 3.2L13 4.6';
const CROSS = 'M4 4l8 8M12 4l-8 8';
const RING = 'M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10z';
const QUESTION = 'M5.4 6.1a2.6 2.6 0 1 1 3.8 2.2C8.3 8.8 8 9.2 8 10M8 12.6v.3';
const DASH = 'M4 8h8';

/** Best to worst, as the case's own lattice orders them. */
export const STATUSES = ['valid', 'accepted', 'open', 'stale', 'missing', 'failed', 'defeated'];

export const STATUS_PATHS = {
  valid: CHECK,
  accepted: 'M3 7.2l3.3 3L13 3.4M3 13.4h10',
  open: RING,
  stale: `${RING}M8 5.2v3l2 1.4`,
  missing: QUESTION,
  failed: CROSS,
  defeated: 'M8 2.6v7M4.8 6.8L8 10l3.2-3.2M3 13.4h10',
};

const VERDICTS = {
  holds: { word: 'Holds', status: 'valid' },
  open: { word: 'Open', status: 'open' },
  fails: { word: 'Fails', status: 'failed' },
};

const METHOD_VERDICTS = {
  refuted: { status: 'failed', order: 0 },
  unknown: { status: 'open', order: 1, path: QUESTION },
  none: { status: 'none', order: 2, path: DASH, word: 'no contract' },
  bounded: { status: 'accepted', order: 3, path: `${RING}M8 3v10` },
  proved: { status: 'valid', order: 4 },
};

/** Outlines of GSN in a square of 16. */
export const TYPES = {
  goal: { word: 'Goal', path: 'M1.5 4h13v8h-13z' },
  strategy: { word: 'Strategy', path: 'M4 4h11l-3 8h-11z' },
  solution: { word: 'Solution', path: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z' },
  context: { word: 'Context', path: 'M5 4.5h6a3.5 3.5 0 0 1 0 7H5a3.5 3.5 0 0 1 0-7z' },
  assumption: { word: 'Assumption', letter: 'A', path: 'M8 4a6.5 4 0 1 0 0 8a6.5 4 0 1 0 0-8z' },
  justification: { word: 'Justification', letter: 'J', path: 'M8 4a6.5 4 0 1 0 0 8a6.5 4 0 1 0 0-8z' },
};

const known = (table, key) => (Object.hasOwn(table, key) ? table[key] : null);

export const verdictOf = (verdict) => known(VERDICTS, verdict) ?? { word: 'No verdict', status: 'missing' };
export const typeOf = (type) => known(TYPES, type) ?? TYPES.goal;
export const statusRank = (status) => STATUSES.indexOf(status);
export const methodOrder = (verdict) => known(METHOD_VERDICTS, verdict)?.order ?? 1;

/** The icon of a status. */
export function statusIcon(status) {
  return drawing(known(STATUS_PATHS, status) ?? QUESTION, `icon status-${STATUSES.includes(status) ? status : 'missing'}`);
}

/** Icon and word of a status. */
export function statusMark(status) {
  return el('span', { class: `mark tone-${STATUSES.includes(status) ? status : 'missing'}` }, statusIcon(status), status);
}

/** Icon and word of a method's verdict. */
export function methodMark(verdict) {
  const entry = known(METHOD_VERDICTS, verdict) ?? METHOD_VERDICTS.unknown;
  return el('span', { class: `mark tone-${entry.status}` },
    drawing(entry.path ?? STATUS_PATHS[entry.status], `icon status-${entry.status}`), entry.word ?? verdict);
}

/** The outline of an element's type. */
export function typeIcon(type) {
  return drawing(typeOf(type).path, 'icon shape');
}
