// Whether the bytes are what a key's owner signed: DSSE over the manifest, the manifest's digests over the rest.

import { fromBase64, textOf } from './bundle.js';

/** The path of the signed list of files. */
export const MANIFEST = 'manifest.dsse.json';
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
const PREDICATE_TYPE = 'urn:maestro:safety-case:v1';
const PIN = 'maestro.pinnedKey';
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
const sha256 = async (bytes) => hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

export const canCheck = () => typeof crypto === 'object' && crypto.subtle !== undefined;

/** Reads an SPKI PEM; the id is the hex SHA-256 of the SPKI. Throws with a sentence for the reader. */
export async function readKey(pem) {
  if (/PRIVATE KEY/.test(pem)) throw new Error('That is a private key. Give the public one (maestro.pub), and keep the other to yourself.');
  const found = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(pem);
  if (!found) throw new Error('That is no public key in PEM form (-----BEGIN PUBLIC KEY-----).');
  let spki;
  try {
    spki = fromBase64(found[1].replace(/\s+/g, ''));
    const key = await crypto.subtle.importKey('spki', spki, ECDSA, false, ['verify']);
    return { key, id: await sha256(spki), pem: found[0] };
  } catch {
    throw new Error('That is no ECDSA P-256 public key.');
  }
}

/** The key this browser was told to keep, or null. */
export async function pinnedKey() {
  try {
    const pem = localStorage.getItem(PIN);
    return pem ? await readKey(pem) : null;
  } catch {
    return null;
  }
}

/** Keeps a key, or forgets it; false where the browser keeps nothing. */
export function pinKey(key) {
  try {
    if (key) localStorage.setItem(PIN, key.pem);
    else localStorage.removeItem(PIN);
    return true;
  } catch {
    return false;
  }
}

/** DSSE v1: what is signed; lengths count bytes. */
function preAuthenticationEncoding(type, payload) {
  const encoder = new TextEncoder();
  const head = encoder.encode(`DSSEv1 ${encoder.encode(type).length} ${type} ${payload.length} `);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head, 0);
  bytes.set(payload, head.length);
  return bytes;
}

/** An ECDSA signature in strict DER as the r‖s that WebCrypto takes; null when it is anything else. */
export function derToRaw(der) {
  const raw = new Uint8Array(64);
  if (der.length < 8 || der.length > 72 || der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1];
    if (der[at] !== 0x02 || !(length >= 1 && length <= 33) || at + 2 + length > der.length) return null;
    let digits = der.subarray(at + 2, at + 2 + length);
    at += 2 + length;
    if (digits[0] & 0x80 || (digits.length > 1 && digits[0] === 0 && !(digits[1] & 0x80))) return null;
    if (digits[0] === 0) digits = digits.subarray(1);
    if (digits.length > 32) return null;
    raw.set(digits, end - digits.length);
  }
  return at === der.length ? raw : null;
}

const either = (text) => fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));

/** Opens an envelope without believing it. */
export function openEnvelope(bytes) {
  const envelope = JSON.parse(textOf(bytes));
  const payload = either(envelope.payload);
  const signatures = envelope.signatures.map(({ keyid, sig }) => ({ keyId: String(keyid ?? ''), sig: either(sig) }));
  return { type: String(envelope.payloadType), payload, statement: JSON.parse(textOf(payload)), signatures };
}

/** Whether one of the envelope's signatures is this key's. */
export async function signedBy(envelope, key) {
  const message = preAuthenticationEncoding(envelope.type, envelope.payload);
  for (const { sig } of envelope.signatures) {
    const raw = derToRaw(sig);
    if (raw && await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key.key, raw, message)) return true;
  }
  return false;
}

/** The manifest's digests by path; throws where a path stands twice. */
export function listedFiles(statement) {
  const files = new Map(statement.predicate.files.map(({ path, sha256: digest }) => [String(path), String(digest)]));
  if (files.size !== statement.predicate.files.length) throw new Error('The manifest lists a file twice.');
  return files;
}

/** What the manifest says against the bytes; a sentence for each contradiction. */
async function contradictions(files, manifest, listed) {
  const found = [];
  if (manifest.type !== PAYLOAD_TYPE) found.push('The manifest is not an in-toto statement.');
  if (manifest.statement.predicateType !== PREDICATE_TYPE) found.push('The manifest is a statement about something else than a safety case.');
  if (!listed.has('case.json')) found.push('The manifest does not list case.json.');
  const carried = [...files].filter(([path]) => path !== MANIFEST && path !== 'layout');
  // An envelope of evidence is listed, and named, by what it says; who else signed it is its own affair.
  const digests = await Promise.all(carried.map(([path, bytes]) => sha256(path.endsWith('.dsse.json') ? openEnvelope(bytes).payload : bytes)));
  carried.forEach(([path], i) => {
    if (!listed.has(path)) found.push(`The manifest does not list ${path}.`);
    else if (digests[i] !== listed.get(path)) found.push(`${path} is not the file that the manifest lists.`);
  });
  const verdict = manifest.statement.predicate.verdict;
  if (found.length === 0 && verdict !== JSON.parse(textOf(files.get('case.json'))).verdict) {
    found.push('The manifest and case.json give different verdicts.');
  }
  return found;
}

/**
 * The standing of this copy: 'verified' by the key; 'unverified' when no key was given; 'unsigned'; 'unable' where the browser cannot check;
 * 'altered' and 'wrong-key' when it must not be believed.
 */
export async function checkCopy(files, key) {
  if (!canCheck()) return { standing: 'unable', problems: [], signers: [] };
  if (!files.has(MANIFEST)) return { standing: 'unsigned', problems: [], signers: [] };
  let manifest;
  let problems;
  let listed;
  try {
    manifest = openEnvelope(files.get(MANIFEST));
    listed = listedFiles(manifest.statement);
    problems = await contradictions(files, manifest, listed);
  } catch {
    return { standing: 'altered', problems: ['The manifest or the evidence cannot be read.'], signers: [] };
  }
  const signers = manifest.signatures.map((signature) => signature.keyId);
  if (problems.length > 0) return { standing: 'altered', problems, signers, listed };
  if (!key) return { standing: 'unverified', problems, signers, listed };
  if (await signedBy(manifest, key)) return { standing: 'verified', problems, signers, listed };
  return signers.includes(key.id)
    ? { standing: 'altered', problems: ['The manifest names your key, but the signature is not its signature over these bytes.'], signers, listed }
    : { standing: 'wrong-key', problems, signers, listed };
}
