// The page: puts its parts together.

import { load, language, setLanguage, translate, onLanguage, t } from './language.js';
import { listen } from './stream.js';
import { showConnection, announce } from './status.js';
import { startViews } from './views.js';
import { startLists } from './lists.js';
import { startDetail } from './detail.js';
import { startClock } from './clock.js';
import { startSwitches } from './switches.js';
import { startFaults } from './faults.js';
import { startHeld } from './held.js';
import { startPhone } from './phone.js';
import { startHelp } from './help.js';
import { startKeys } from './keys.js';
import { startTheme } from './theme.js';

await load();
translate(document);

const button = document.getElementById('language');
const name = () => {
  const other = language() === 'zh' ? 'en' : 'zh';
  button.textContent = other === 'en' ? 'English' : '中文';
  button.lang = other === 'en' ? 'en' : 'zh-CN';
};
button.addEventListener('click', () => setLanguage(language() === 'zh' ? 'en' : 'zh'));
onLanguage(name);
onLanguage(() => { document.title = t('page_title'); });

startTheme();
startLists();
startDetail();
startClock();
startSwitches();
startFaults();
startHeld();
startPhone();
startHelp();
startViews();
startKeys();
announce();
listen(showConnection);
