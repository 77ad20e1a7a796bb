// What is said in passing: whether the page is connected, what an action came to, and, to those who listen, what is new.

import { store, watch } from './store.js';
import { onLanguage, t } from './language.js';

let state = 'connecting';

/** Shows whether the sandbox is heard. */
export function showConnection(name) {
  state = name;
  const place = document.getElementById('connection');
  place.dataset.state = name;
  place.textContent = t(`connection_${name}`);
}

let hides;

/** Says what an action came to. */
export function notice(text, isError = false) {
  const place = document.getElementById('notice');
  place.textContent = text;
  place.dataset.kind = isError ? 'error' : 'done';
  place.hidden = false;
  clearTimeout(hides);
  hides = setTimeout(() => { place.hidden = true; }, isError ? 9000 : 4000);
}

/** Says what is new to who cannot see it: at most every two seconds, in one sentence. */
export function announce() {
  const place = document.getElementById('news');
  let seen;
  let waits = false;
  const tell = () => {
    waits = false;
    const before = seen ?? 0;
    const fresh = store.exchanges.filter((one) => one.id > before);
    seen = store.exchanges[0]?.id ?? before;
    if (fresh.length === 0) return;
    const [first] = fresh;
    const outcome = first.code ?? first.status ?? first.failure ?? '';
    const one = `${t(`role_${first.role}`)} ${first.about ?? first.target.split('?')[0]} ${outcome}`;
    place.textContent = fresh.length === 1 ? one : t('news_many', { count: fresh.length, last: one });
  };
  watch(['exchanges'], () => {
    // What was there before is no news.
    if (seen === undefined) {
      seen = store.exchanges[0]?.id ?? 0;
    } else if (!waits) {
      waits = true;
      setTimeout(tell, 2000);
    }
  });
  onLanguage(() => showConnection(state));
}
