// Listens to the sandbox. The browser comes back by itself and says what it has read last.

import { take } from './store.js';

const NAMES = ['snapshot', 'again', 'gap', 'order', 'refund', 'exchange', 'event', 'clock', 'switches', 'faults'];

/** Listens from now on; `tell` is told `live`, `connecting` or `away`. */
export function listen(tell) {
  const source = new EventSource('/sandbox/live/stream');
  tell('connecting');
  source.addEventListener('open', () => tell('live'));
  source.addEventListener('error', () => {
    if (source.readyState !== EventSource.CLOSED) {
      tell('connecting');
      return;
    }
    tell('away');
    setTimeout(() => listen(tell), 2000);
  });
  for (const name of NAMES) {
    source.addEventListener(name, (event) => {
      take(name, JSON.parse(event.data), event.lastEventId.split('-')[0]);
    });
  }
}
