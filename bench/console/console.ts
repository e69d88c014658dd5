import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { Report } from '../sync/report.js';
import { framesDuring, launch, p95, signIn } from './browser.js';
import { addPeople, changeDoors, connectDoors } from './site.js';

const assets = fileURLToPath(new URL('../../console/assets/', import.meta.url));
const page = { width: 1280, height: 800 };
const watchedMs = 10_000;

interface Grounds {
  readonly url: string;
  readonly databaseUrl: string;
  readonly report: Report;
}

/** What the page itself names, and what those files import at once, as it is sent. */
function firstLoad(): number {
  const html = readFileSync(join(assets, '../index.html'), 'utf8');
  const found = new Set([...html.matchAll(/\/console\/assets\/([\w.-]+\.js)/g)].map(([, name = '']) => name));
  for (const name of found) {
    const text = readFileSync(join(assets, name), 'utf8');
    for (const [, other = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) found.add(other);
  }
  const packed = new Set(readdirSync(assets));
  return [...found].reduce(
    (sum, name) => sum + statSync(join(assets, packed.has(`${name}.gz`) ? `${name}.gz` : name)).size,
    0,
  );
}

/** From the request to a heading that can be read and a page that answers. */
async function interactive(tab: Page, url: string): Promise<number> {
  await tab.goto(`${url}/console/doors`);
  await tab.locator('main h1').waitFor();
  return tab.evaluate<number>(
    `new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))`,
  );
}

async function middle(of: () => Promise<number>): Promise<number> {
  const figures = [await of(), await of(), await of()].sort((one, other) => one - other);
  return figures[1] ?? 0;
}

async function measureStart(tab: Page, { url, report }: Grounds): Promise<void> {
  report.atMost('JavaScript of the first load, gzip', firstLoad() / 1_000, 'kB', 240);
  report.atMost('interactive', await middle(() => interactive(tab, url)), 'ms', 1_000);
  const devTools = await tab.context().newCDPSession(tab);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  report.atMost(
    'interactive on a processor four times as slow',
    await middle(() => interactive(tab, url)),
    'ms',
    4_000,
  );
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
}

async function measureBoard(tab: Page, { url, report }: Grounds): Promise<void> {
  const panels = await connectDoors(url, 500);
  await tab.goto(`${url}/console/doors`);
  await tab.locator('.tile').nth(499).waitFor({ state: 'attached' });
  let told = 0;
  const frames = await framesDuring(tab, async () => {
    told = await changeDoors(panels, 50, watchedMs);
  });
  report.say(`states told: ${String(told)} in ${String(watchedMs / 1_000)} s, frames: ${String(frames.length)}`);
  report.atMost('a frame of 500 doors at 50 changes a second, p95', p95(frames), 'ms', 20);
  await Promise.all(panels.map((panel) => panel.stop()));
}

/** Scrolls all the time; a row on the screen without text is blank. */
const scrolling = `new Promise((done) => {
  const box = document.querySelector('[role=grid] .grid-body, .grid-body, [role=grid]');
  let blanks = 0, looks = 0;
  const end = performance.now() + ${String(watchedMs)};
  const step = () => {
    box.scrollTop += 60;
    looks++;
    for (const row of box.querySelectorAll('[role=row]')) {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom > 0 && top < innerHeight && row.textContent.trim() === '') blanks++;
    }
    if (performance.now() < end) requestAnimationFrame(step);
    else done({ blanks, looks, rows: Math.round(box.scrollTop) });
  };
  step();
})`;

async function measureList(tab: Page, { url, databaseUrl, report }: Grounds): Promise<void> {
  await addPeople(databaseUrl, 100_000);
  await tab.goto(`${url}/console/people`);
  await tab.locator('[role=row]').nth(10).waitFor();
  let seen = { blanks: 0, looks: 0, rows: 0 };
  const frames = await framesDuring(tab, async () => {
    seen = await tab.evaluate<typeof seen>(scrolling);
  });
  report.say(`scrolled ${String(seen.rows)} pixels of a list of 100,000 in ${String(seen.looks)} steps`);
  report.atMost('a frame while it scrolls, p95', p95(frames), 'ms', 34);
  report.atMost('blank rows on the screen', seen.blanks, '', 0);
}

/** The budgets of the console, in Debian's Chromium. @returns whether all are held */
export async function benchConsole(url: string, databaseUrl: string, say: (line: string) => void): Promise<boolean> {
  const report = new Report(say);
  const browser: Browser | null = await launch();
  if (!browser) {
    say('/usr/bin/chromium is missing: the console is not measured');
    return false;
  }
  try {
    const context = await browser.newContext({ viewport: page, locale: 'en-US' });
    const tab = await context.newPage();
    await signIn(tab, url);
    const grounds = { url, databaseUrl, report };
    await measureStart(tab, grounds);
    await measureBoard(tab, grounds);
    await measureList(tab, grounds);
  } finally {
    await browser.close();
  }
  return report.isMet;
}
