// The keyboard. Everything is reached by Tab as well; these are shorter ways.

import { close } from './detail.js';
import { element, fill } from './dom.js';
import { language, onLanguage, setLanguage, t } from './language.js';
import { go, place } from './views.js';


const KEYS = {
  1: () => go('live'),
  2: () => go('control'),
  3: () => go('phone'),
  4: () => go('help'),
  j: () => step(1),
  k: () => step(-1),
  o: () => focusList('orders'),
  r: () => focusList('exchanges'),
  '/': () => { go('live'); document.getElementById('orders-search').focus(); },
  p: () => press('pay'),
  l: () => setLanguage(language() === 'zh' ? 'en' : 'zh'),
  '?': () => document.getElementById('keys').showModal(),
  Escape: () => { if (place().kind) close(); },
};

/** Listens for them, and tells which there are. */
export function startKeys() {
  const dialog = document.getElementById('keys');
  document.getElementById('show-keys').addEventListener('click', () => dialog.showModal());
  document.addEventListener('keydown', (event) => {
    const types = event.target.closest('input, select, textarea');
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (types && event.key !== 'Escape') return;
    const does = KEYS[event.key];
    if (!does) return;
    if (types) types.blur();
    event.preventDefault();
    does();
  });
  onLanguage(() => fill(document.getElementById('keys-list'),
    ['1 2 3 4', 'o', 'r', 'j', 'k', '/', 'p', 'l', 'Esc', '?'].flatMap((key) => [
      element('dt', {}, key.split(' ').map((one) => element('kbd', {}, one))),
      element('dd', {}, t(`key_${key.replace(/ /g, '')}`)),
    ])));
}

/** The next or the last row of the list that has the focus. */
function step(by) {
  if (place().view !== 'live') return;
  const rows = [...document.querySelectorAll('.rows:not([hidden]) .row')];
  const list = document.activeElement?.closest('.rows') ?? rows[0]?.closest('.rows');
  const own = rows.filter((row) => row.closest('.rows') === list);
  const at = own.indexOf(document.activeElement);
  own[Math.min(own.length - 1, Math.max(0, at + by))]?.focus();
}

function focusList(name) {
  go('live');
  if (name === 'exchanges') document.querySelector('[data-list="exchanges"]').click();
  document.querySelector(`#${name} .row`)?.focus();
}

function press(key) {
  document.querySelector(`#detail-body [data-key="${key}"]`)?.click();
}
