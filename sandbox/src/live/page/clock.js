// The sandbox's clock: shown at the top, and moved.

import { act } from './api.js';
import { button } from './dom.js';
import { date, span, time } from './format.js';
import { onLanguage, t } from './language.js';
import { now, store, watch } from './store.js';

const STEPS = [[300, '+5 min'], [3600, '+1 h'], [86_400, '+1 d'], [604_800, '+7 d'], [31_536_000, '+365 d'], [-3600, '−1 h']];

/** Shows and moves it, from now on. */
export function startClock() {
  const move = (seconds) => act('POST', '/clock', { advance_seconds: seconds }, (clock) => span(clock.ahead_seconds));
  document.getElementById('clock-steps').append(...STEPS.map(([seconds, text]) => button(text, () => move(seconds))));
  const form = document.getElementById('clock-form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    move(Number(form.elements.seconds.value));
  });
  const draw = () => {
    const ahead = store.clock?.ahead_seconds ?? 0;
    const shift = ahead === 0 ? '' : ` ${span(ahead)}`;
    document.getElementById('clock').textContent = `${time(now())}${shift}`;
    document.getElementById('clock').dataset.moved = String(ahead !== 0);
    document.getElementById('clock-now').textContent = `${date(now())} ${t('beijing')}${shift}`;
  };
  watch(['clock'], draw);
  onLanguage(draw);
  setInterval(draw, 1000);
}
