// How to begin, and what the control interface has.

import { element, fill } from './dom.js';
import { onLanguage, pick } from './language.js';
import { store, watch } from './store.js';

/** Shows both. */
export async function startHelp() {
  const code = () => {
    const base = store.baseUrl || location.origin;
    document.getElementById('start-code').textContent = `curl ${base}/sandbox/pay -d '{"h5_url":"…"}'`;
  };
  watch(['identity'], code);
  code();
  const paths = await (await fetch('/live/interface.json')).json();
  onLanguage(() => fill(document.getElementById('interface'), paths.map(({ path, body, ...text }) => element('tr', {},
    element('th', { scope: 'row' }, element('code', {}, path)),
    element('td', {}, pick(text), body && element('code', { class: 'example' }, body))))));
}
