import sandbox from './index.js';

export const { SandboxError, startSandbox } = sandbox;
