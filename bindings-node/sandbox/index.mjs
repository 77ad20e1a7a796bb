import sandbox from './index.js';

export const { startSandbox } = sandbox;
