import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, prefer, signIn, type Desk } from './browser.js';
import { pages } from './pages.js';

const nameOf = (path: string) => (path === '/' ? 'home' : path.slice(1).replaceAll('/', '-'));

describe.skipIf(!hasBrowser)('every page', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    const { panel, doorIds } = await registeredPanel(desk.app, 'BOCK1234', { doors: 4 });
    for (const [at, name] of ['Front door', 'Lobby', 'Store 1', 'Server room'].entries()) {
      expect((await desk.app.admin('PATCH', `/doors/${doorIds[at] ?? ''}`, { name })).status).toBe(200);
    }
    await panel.sendState();
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
    expect(await page.locator('main h1').innerText()).toBe(heading);
    await picture(desk, nameOf(path));
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
    if (path === '/doors') await picture(desk, 'doors-dark');
    await expect.poll(() => barriers(page)).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });

  it('and from right to left', async () => {
    const { page } = desk;
    await prefer(desk, { locale: 'ar' });
    for (const [path, heading] of pages) {
      await open(path);
      await expect.poll(() => page.locator('html').getAttribute('dir')).toBe('rtl');
      await expect.poll(() => page.locator('main h1').innerText()).not.toBe(heading);
      if (path === '/doors') await picture(desk, 'doors-ar');
      await expect.poll(() => barriers(page)).toEqual([]);
    }
    expect(desk.complaints()).toEqual([]);
    await prefer(desk, { locale: 'en' });
  });
});
