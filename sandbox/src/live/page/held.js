// Notifications that wait until they are released.

import { act } from './api.js';
import { t } from './language.js';

/** The button that releases them. */
export function startHeld() {
  document.getElementById('release').addEventListener('click', () => {
    act('POST', '/deliveries/release', {}, ({ released }) => t('released', { count: released }));
  });
}
