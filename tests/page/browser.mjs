// A real Chromium.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Starts it with an empty profile; `open` gives a page, and each page's errors and refused resources are kept in `problems`. */
export async function startBrowser() {
  const profile = await mkdtemp(join(tmpdir(), 'qq-wxpay-page-'));
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const problems = [];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath, args: ARGUMENTS, headless: true, locale: 'en-US', viewport: { width: 1440, height: 900 },
  });
  const open = async (url, { width = 1440, height = 900, scheme = 'light', reads = 'en-US' } = {}) => {
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.addInitScript((language) => {
      Object.defineProperty(navigator, 'language', { get: () => language });
    }, reads);
    await page.goto(url);
    await page.locator('#connection[data-state="live"]').waitFor();
    return page;
  };
  const stop = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { context, open, problems, stop };
}
