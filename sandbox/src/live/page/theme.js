// Light, dark, or as the system has it.

import { onLanguage, t } from './language.js';

const ORDER = ['auto', 'light', 'dark'];
const SIGNS = { auto: '◐', light: '☀', dark: '☾' };

/** The button that changes it. */
export function startTheme() {
  const button = document.getElementById('theme');
  let current = read();
  const show = () => {
    document.documentElement.dataset.theme = current;
    button.textContent = SIGNS[current];
    button.setAttribute('aria-label', `${t('theme')}: ${t(`theme_${current}`)}`);
    button.title = `${t('theme')}: ${t(`theme_${current}`)}`;
  };
  button.addEventListener('click', () => {
    current = ORDER[(ORDER.indexOf(current) + 1) % ORDER.length];
    try {
      localStorage.setItem('theme', current);
    } catch {
      // Without storage it is chosen for this visit.
    }
    show();
  });
  onLanguage(show);
}

function read() {
  try {
    const stored = localStorage.getItem('theme');
    return ORDER.includes(stored) ? stored : 'auto';
  } catch {
    return 'auto';
  }
}
