// Which part of the page is shown: the address says so, and what is opened in it.

const VIEWS = ['live', 'control', 'phone', 'help'];
const listeners = [];

/** What the address says: `#live`, `#order=NUMBER`, `#exchange=ID`, `#phone=NUMBER`, … */
export function place() {
  const [name, value] = location.hash.slice(1).split('=');
  const opened = value === undefined ? undefined : decodeURIComponent(value);
  if (name === 'order' || name === 'exchange') return { view: 'live', kind: name, id: opened };
  return { view: VIEWS.includes(name) ? name : 'live', id: opened };
}

/** Goes somewhere; the way back is the browser's. */
export function go(name, value) {
  const hash = value === undefined ? `#${name}` : `#${name}=${encodeURIComponent(value)}`;
  if (location.hash === hash) show();
  else location.hash = hash;
}

/** Calls back now and whenever another place is shown. */
export function onPlace(listener) {
  listeners.push(listener);
}

/** Shows what the address says, from now on. */
export function startViews() {
  for (const button of document.querySelectorAll('[data-view]')) {
    button.addEventListener('click', () => go(button.dataset.view));
  }
  window.addEventListener('hashchange', show);
  show();
}

function show() {
  const at = place();
  for (const name of VIEWS) document.getElementById(`view-${name}`).hidden = name !== at.view;
  for (const button of document.querySelectorAll('[data-view]')) {
    if (button.dataset.view === at.view) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  }
  for (const listener of listeners) listener(at);
}
