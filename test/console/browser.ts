import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

const executablePath = '/usr/bin/chromium';
const root = join(import.meta.dirname, '../..');
const consoleFolder = join(root, 'dist/console');
const pictures = join(root, 'docs/console');

/** Where there is no Chromium, the console is not tested, which is said. */
export const hasBrowser = existsSync(executablePath);
if (!hasBrowser) console.log(`${executablePath} is missing: the console is not tested in a browser`);

export const password = 'correct horse battery staple';

/** A gateway, a browser, and what must not happen on any page. */
export interface Desk {
  readonly app: TestApp;
  readonly context: BrowserContext;
  readonly page: Page;
  /** @returns what the browser has complained of since the last time */
  complaints(): string[];
  stop(): Promise<void>;
}

interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly isTouch?: boolean;
}

/**
 * @param look of the first page; a phone is 360 wide and touched
 * @param env of the gateway
 */
export async function openDesk(look: Look = {}, env: Record<string, string> = {}): Promise<Desk> {
  if (!existsSync(join(consoleFolder, 'index.html'))) throw new Error('the console is not built: npm run build');
  const app = await startApp({ env: { ADMIN_PASSWORD: password, ...env }, consoleFolder });
  const browser = await launch().catch(async (error: unknown) => {
    await app.stop();
    throw error;
  });
  const { width = 1280, height = 800, isTouch = false } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: isTouch,
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(60_000);
  const said: string[] = [];
  const page = await context.newPage();
  watch(page, app.url, said);
  return {
    app,
    context,
    page,
    complaints: () => said.splice(0),
    stop: async () => {
      await browser.close();
      await app.stop();
    },
  };
}

/** Tests run as root, too, where Chromium refuses its sandbox. */
const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    timeout: 120_000,
  });

function watch(page: Page, url: string, said: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(`${url}/`) && !/^(data|blob):/.test(address)) said.push(`asks for ${address}`);
  });
}

/** By the page, as people do it. It ends on the first page, or where a password has to be changed. */
export async function signIn({ app, page }: Desk, name = 'admin', secret = password): Promise<void> {
  await page.goto(`${app.url}/console/`);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor({ state: 'detached' });
}

/** Chosen for the operator, and shown after the next load of a page. */
export async function prefer({ page }: Desk, preferences: { locale?: string; theme?: string }): Promise<void> {
  const status = await page.evaluate(async (body) => {
    const headers = { 'x-postern': '1', 'content-type': 'application/json' };
    const init = { method: 'PATCH', headers, body: JSON.stringify(body) };
    return (await fetch('/admin/v1/session/preferences', init)).status;
  }, preferences);
  expect(status).toBe(200);
}

/** Only where POSTERN_PICTURES is set: a run of the tests must not change what is committed. */
export async function picture({ page }: Desk, name: string): Promise<void> {
  if (process.env.POSTERN_PICTURES === undefined) return;
  mkdirSync(pictures, { recursive: true });
  // Few colours are enough for a page, and a third of the size.
  const seen = await page.screenshot({ animations: 'disabled' });
  await sharp(seen)
    .png({ palette: true })
    .toFile(join(pictures, `${name}.png`));
}
