import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, prefer, signIn, type Desk } from './browser.js';
import { pages } from './pages.js';
import { siteAtWork } from './site.js';

/** Their pictures are also taken by night, from right to left, and on a phone. */
const shownOften = new Set(['/doors', '/events', '/people']);
const nameOf = (path: string) => (path === '/' ? 'home' : path.slice(1).replaceAll('/', '-'));

describe.skipIf(!hasBrowser)('every page', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await siteAtWork(desk.app);
    await signIn(desk);
    await desk.page.locator('main h1').waitFor();
  });
  afterAll(async () => {
    await desk.stop();
  });

  const open = async (path: string) => {
    await desk.page.goto(`${desk.app.url}/console${path}`);
    await desk.page.locator('main h1').waitFor();
    await expect.poll(() => desk.page.locator('.loading').count()).toBe(0);
  };

  it.each(pages)('%s is read aloud, by day and by night, without a complaint of the browser', async (path, heading) => {
    const { page } = desk;
    await open(path);
    await expect.poll(() => page.locator('main h1').innerText()).toBe(heading);
    await picture(desk, nameOf(path));
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
    if (shownOften.has(path)) await picture(desk, `${nameOf(path)}-dark`);
    await expect.poll(() => barriers(page)).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });

  it('and fits the width of a phone', async () => {
    const { page } = desk;
    const size = page.viewportSize() ?? { width: 1280, height: 800 };
    await page.setViewportSize({ width: 360, height: 740 });
    const tooWide: string[] = [];
    for (const [path] of pages) {
      await open(path);
      const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
      await expect
        .poll(width, { timeout: 15_000 })
        .toBeLessThanOrEqual(360)
        .catch(async () => tooWide.push(`${path}: ${await width()}`));
      if (shownOften.has(path)) await picture(desk, `${nameOf(path)}-phone`);
    }
    expect(tooWide).toEqual([]);
    expect(desk.complaints()).toEqual([]);
    await page.setViewportSize(size);
  });

  it('and from right to left', async () => {
    const { page } = desk;
    await prefer(desk, { locale: 'ar' });
    for (const [path, heading] of pages) {
      await open(path);
      await expect.poll(() => page.locator('html').getAttribute('dir')).toBe('rtl');
      await expect.poll(() => page.locator('main h1').innerText()).not.toBe(heading);
      // Events, too, are named in the language of the page.
      if (path === '/events') await page.getByText('فتح عادي بعد التحقق').first().waitFor();
      if (shownOften.has(path)) await picture(desk, `${nameOf(path)}-ar`);
      await expect.poll(() => barriers(page)).toEqual([]);
    }
    expect(desk.complaints()).toEqual([]);
    await prefer(desk, { locale: 'en' });
  });
});
