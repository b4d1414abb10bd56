// The bytes the page carries: one deflate stream, cut into the case's files.

const LARGEST_STREAM = 256 * 1024 * 1024;

/** Base64 to bytes; throws on anything else. */
export function fromBase64(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Bytes to base64 with padding. */
export function toBase64(bytes) {
  const chunks = [];
  for (let at = 0; at < bytes.length; at += 0x6000) chunks.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 0x6000))));
  return chunks.join('');
}

export const textOf = (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

async function inflate(bytes, size) {
  if (!(size >= 0 && size <= LARGEST_STREAM)) throw new Error('The page names an impossible size.');
  const out = new Uint8Array(size);
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > size) throw new Error('The page carries more bytes than it names.');
    out.set(value, at);
    at += value.length;
  }
  if (at !== size) throw new Error('The page carries fewer bytes than it names.');
  return out;
}

/** Joins a file whose base64 payload is stored decoded (chunks of 0x6000 bytes encode without padding inside). */
function joined(before, payload, after) {
  const encoded = new TextEncoder().encode(toBase64(payload));
  const bytes = new Uint8Array(before.length + encoded.length + after.length);
  bytes.set(before, 0);
  bytes.set(encoded, before.length);
  bytes.set(after, before.length + encoded.length);
  return bytes;
}

/** Reads the data block; the map holds each file's exact bytes by its path in the case folder. */
export async function readBundle(block) {
  const data = JSON.parse(block);
  const stream = await inflate(fromBase64(data.deflate), data.size);
  const files = new Map();
  let at = 0;
  const take = (length) => {
    if (!(length >= 0) || at + length > stream.length) throw new Error('The page names bytes it does not carry.');
    return stream.subarray(at, (at += length));
  };
  for (const part of data.parts) {
    const before = take(part.before);
    const bytes = part.payload === undefined ? before : joined(before, take(part.payload), take(part.after));
    if (files.has(part.name)) throw new Error('The page carries a file twice.');
    files.set(part.name, bytes);
  }
  if (at !== stream.length) throw new Error('The page carries bytes that belong to no file.');
  return files;
}
