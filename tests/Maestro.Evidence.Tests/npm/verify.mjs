// Verifies a DSSE envelope with Sigstore's own code: node verify.mjs ENVELOPE PUBLIC-KEY. Prints the verified payload.
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, Verifier } from '@sigstore/verify';

const envelope = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const key = createPublicKey(readFileSync(process.argv[3], 'utf8'));
const bundle = bundleFromJSON({
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { publicKey: { hint: envelope.signatures[0].keyid }, tlogEntries: [] },
  dsseEnvelope: envelope,
});
const trust = {
  certificateAuthorities: [],
  timestampAuthorities: [],
  tlogs: [],
  ctlogs: [],
  publicKey: () => ({ publicKey: key, validFor: () => true }),
};
// A bare key has no certificate, log entry or time stamp to ask for.
const verifier = new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0, tsaThreshold: 0 });
verifier.verify(toSignedEntity(bundle));
process.stdout.write(Buffer.from(envelope.payload, 'base64'));
