import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { adminPassword } from '../processes.js';

const executablePath = '/usr/bin/chromium';

/** Debian's Chromium; null = it is not there. It refuses its sandbox to root. */
export const launch = async (): Promise<Browser | null> =>
  existsSync(executablePath)
    ? chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] })
    : null;

export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/console/`);
  await page.getByLabel('Name', { exact: true }).fill('admin');
  await page.getByLabel('Password').fill(adminPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // The page for signing in has a heading, too.
  await page.getByRole('button', { name: 'Sign in' }).waitFor({ state: 'detached' });
  await page.locator('main h1').waitFor();
}

/** Milliseconds between frames while `task` runs. */
export async function framesDuring(page: Page, task: () => Promise<void>): Promise<number[]> {
  await page.evaluate(`(() => {
    window.frames_ = [];
    let last = performance.now();
    window.measuring_ = true;
    const frame = (now) => {
      window.frames_.push(now - last);
      last = now;
      if (window.measuring_) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })()`);
  await task();
  return page.evaluate<number[]>('(window.measuring_ = false, window.frames_)');
}

/** The value that 95 of 100 are not above. */
export function p95(values: readonly number[]): number {
  const ordered = [...values].sort((one, other) => one - other);
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * 0.95))] ?? 0;
}
