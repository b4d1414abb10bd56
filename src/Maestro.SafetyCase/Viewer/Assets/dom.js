// Building blocks for the page. Text reaches the document as text nodes only.

/** A count for people. */
export const number = (value) => Number(value ?? 0).toLocaleString('en');

/** A count with its noun. */
export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/** Makes an element; attributes named on… are listeners, null and false ones are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Makes a small line drawing from path data in a square of 16. */
export function drawing(path, className) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

// C0 and C1 controls, zero-width characters, bidirectional marks, embeddings, overrides and isolates, tag characters.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Text with what would reorder or hide it spelled out, so that a claim reads as it is stored. */
export function visible(text) {
  return String(text).replace(INVISIBLE, (c) => `\u27e8U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}\u27e9`);
}

/** The text, or its beginning where it would fill the page. */
export function shortened(text, most) {
  const plain = visible(text);
  return plain.length <= most ? plain : `${plain.slice(0, most)}\u2026`;
}

/** Untrusted text as an isolated inline element. */
export function said(text, most = 400) {
  return el('bdi', {}, shortened(text, most));
}

/** Untrusted text that a reader may want in full: the beginning, and a button for the rest. */
export function saidInFull(text, most = 1200) {
  const plain = visible(text);
  const body = el('p', { class: 'claim', dir: 'auto' }, shortened(text, most));
  if (plain.length <= most) return [body];
  const more = el('button', { type: 'button', class: 'quiet', onclick: () => { body.textContent = plain; more.remove(); } },
    `Show all ${plain.length.toLocaleString('en')} characters`);
  return [body, more];
}

/** Announces a change to assistive technology. */
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}
