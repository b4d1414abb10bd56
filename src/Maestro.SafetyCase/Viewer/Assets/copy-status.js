// What stands before anything else: whether this copy can be believed, and the means to find out.

import { announce, el, said } from './dom.js';
import { statusIcon } from './symbols.js';
import { shortId } from './model.js';
import { pinKey, readKey } from './trust.js';

const STANDINGS = {
  verified: { icon: 'valid', title: 'Verified copy' },
  unverified: { icon: 'open', title: 'Unverified copy', text: 'The files agree with each other, but no key that you trust has vouched for them. Whoever made this page chose what it says.' },
  unsigned: { icon: 'open', title: 'Unverified copy', text: 'Nobody signed this case.' },
  unable: { icon: 'open', title: 'Unverified copy', text: 'This browser cannot check signatures here. Open the file from disk or over HTTPS, or use the command below.' },
  altered: { icon: 'failed', title: 'Altered copy: do not use', text: 'What this page carries is not what was signed. It is not shown.' },
  'wrong-key': { icon: 'failed', title: 'Not signed by your key', text: 'Someone else signed this copy. It is not shown.' },
};

/** Whether the case may be shown at all. */
export const mayShow = ({ standing }) => standing !== 'altered' && standing !== 'wrong-key';

function keyForm(useKey) {
  const text = el('textarea', { id: 'key-text', rows: 4, spellcheck: 'false', autocomplete: 'off', placeholder: '-----BEGIN PUBLIC KEY-----' });
  const file = el('input', { id: 'key-file', type: 'file', accept: '.pub,.pem' });
  const keep = el('input', { id: 'key-keep', type: 'checkbox' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  file.addEventListener('change', async () => {
    text.value = file.files.length > 0 ? (await file.files[0].text()).slice(0, 10000) : '';
  });
  const check = async () => {
    try {
      const key = await readKey(text.value);
      if (keep.checked && !pinKey(key)) announce('This browser keeps nothing here; the key counts until you leave the page.');
      await useKey(key, keep.checked);
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  return el('details', { class: 'key' },
    el('summary', {}, 'Check with a key\u2026'),
    el('div', { class: 'key-form' },
      el('p', {}, 'Use the signer\u2019s maestro.pub as you got it from them or from your organisation, not the one that lies beside this file.'),
      el('label', { for: 'key-text' }, 'Public key (PEM)'), text,
      el('label', { for: 'key-file' }, 'or a file'), file,
      el('label', { class: 'inline' }, keep, 'Keep this key in this browser'),
      el('button', { type: 'button', class: 'primary', onclick: check }, 'Check'),
      problem));
}

/** Renders the standing of the copy and whose key was asked. */
export function renderCopyStatus(target, check, key, { pinned, useKey }) {
  const { icon, title, text } = STANDINGS[check.standing];
  const forget = () => { pinKey(null); useKey(null, false); };
  target.className = `copy standing-${check.standing}`;
  target.replaceChildren(
    el('div', { class: 'copy-line' },
      statusIcon(icon),
      el('strong', {}, title),
      check.standing === 'verified'
        ? el('span', {}, 'Manifest, case and evidence are what key ', el('code', { title: key.id }, shortId(key.id)), pinned ? ' (kept in this browser) signed.' : ' signed.')
        : el('span', {}, text, check.standing === 'wrong-key' ? [' Your key is ', el('code', { title: key.id }, shortId(key.id)),
          '; the copy names ', el('code', {}, check.signers.map((id) => shortId(id)).join(', ') || 'none'), '.'] : null),
      key ? el('button', { type: 'button', class: 'quiet', onclick: forget }, pinned ? 'Forget this key' : 'Without the key') : null,
      !key && check.standing === 'unverified' ? keyForm(useKey) : null),
    check.problems.length > 0 ? el('ul', {}, check.problems.slice(0, 5).map((problem) => el('li', {}, said(problem)))) : '');
}
