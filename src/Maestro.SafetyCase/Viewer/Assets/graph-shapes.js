// How the graph's elements look: GSN outlines, drawn in layout units, with status as icon, word and tone.

import { shortened } from './dom.js';
import { STATUS_PATHS, STATUSES, typeOf } from './symbols.js';

const FONT = '12px system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
const SMALL = '600 10.5px system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
const LINE = 15;
const ICONS = new Map(Object.entries(STATUS_PATHS).map(([status, path]) => [status, new Path2D(path)]));

/** The outline of an element as a path. */
export function outline(type, { x, y, width: w, height: h }) {
  const path = new Path2D();
  switch (type) {
    case 'strategy':
      path.moveTo(x + 18, y);
      path.lineTo(x + w, y);
      path.lineTo(x + w - 18, y + h);
      path.lineTo(x, y + h);
      path.closePath();
      break;
    case 'solution':
    case 'assumption':
    case 'justification':
      path.ellipse(x + w / 2, y + h / 2, w / 2, h / 2, 0, 0, 2 * Math.PI);
      break;
    case 'context':
      path.roundRect(x, y, w, h, h / 2);
      break;
    default:
      path.rect(x, y, w, h);
  }
  return path;
}

/** Lines that fit, the last with an ellipsis; measured once for each element. */
export function wrapped(context, text, width, most) {
  context.font = FONT;
  const lines = [];
  let line = '';
  for (const word of shortened(text, 240).split(/\s+/)) {
    let rest = word;
    while (context.measureText(rest).width > width) {
      let fits = rest.length;
      while (fits > 1 && context.measureText(rest.slice(0, fits)).width > width) fits = Math.floor(fits * 0.8);
      if (line) lines.push(line);
      lines.push(rest.slice(0, fits));
      line = '';
      rest = rest.slice(fits);
    }
    const longer = line ? `${line} ${rest}` : rest;
    if (context.measureText(longer).width <= width) line = longer;
    else {
      lines.push(line);
      line = rest;
    }
    if (lines.length > most) break;
  }
  if (line) lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1].slice(0, -1)}\u2026`];
}

function textArea(type, box) {
  if (type === 'solution') return { width: box.width - 26, most: 2 };
  if (type === 'goal') return { width: box.width - 20, most: 4 };
  return { width: box.width - 46, most: 3 };
}

/** Draws what stands inside an outline; `palette` holds the tones of the page's colour scheme. */
export function drawContent(context, entry, palette) {
  const { node, box } = entry;
  const middle = box.x + box.width / 2;
  const area = textArea(node.type, box);
  entry.lines ??= wrapped(context, node.text, area.width, area.most);
  const tone = palette[node.status] ?? palette.ink;
  // A circle is narrow: its status stands on a line of its own.
  const round = node.type === 'solution';
  const label = round ? shortened(node.id, 11) : `${shortened(node.id, 18)} \u00b7 ${node.status}`;
  context.font = SMALL;
  entry.labelWidth ??= context.measureText(label).width;
  const height = LINE * (entry.lines.length + (round ? 2 : 1));
  let y = box.y + (box.height - height) / 2 + LINE / 2;
  context.fillStyle = tone;
  context.fillText(label, middle + 7, y);
  drawStatus(context, node.status, middle - entry.labelWidth / 2 - 9, y - 7, tone);
  if (round) context.fillText(node.status, middle, y += LINE);
  context.font = FONT;
  context.fillStyle = palette.ink;
  for (const line of entry.lines) {
    y += LINE;
    context.fillText(line, middle, y);
  }
  const letter = typeOf(node.type).letter;
  if (letter) {
    context.font = SMALL;
    context.fillStyle = palette.muted;
    context.fillText(letter, box.x + box.width - 12, box.y + box.height - 4);
  }
}

/** The icon of a status, in a square of 16. */
export const statusOutline = (status) => ICONS.get(STATUSES.includes(status) ? status : 'missing');

function drawStatus(context, status, x, y, tone) {
  context.save();
  context.translate(x, y);
  context.scale(0.85, 0.85);
  context.strokeStyle = tone;
  context.lineWidth = 1.8;
  context.stroke(statusOutline(status));
  context.restore();
}

/** The diamond below an element that is still to be developed. */
export function diamond({ x, y, width, height }) {
  const path = new Path2D();
  const [middle, top] = [x + width / 2, y + height];
  path.moveTo(middle, top);
  path.lineTo(middle + 8, top + 8);
  path.lineTo(middle, top + 16);
  path.lineTo(middle - 8, top + 8);
  path.closePath();
  return path;
}
