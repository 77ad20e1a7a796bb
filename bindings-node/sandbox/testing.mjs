import testing from './testing.js';

export const { TestingError, kinds, settings, signedNotification } = testing;
