import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('where there is nothing yet', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    expect((await desk.app.admin('POST', '/persons', { pin: '5', name: 'Ann', lastName: 'Lee' })).status).toBe(201);
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  const empty = () => desk.page.locator('.state');
  const leadsTo = async (path: string, search: Readonly<Record<string, string>>) => {
    const place = () => {
      const { pathname, searchParams } = new URL(desk.page.url());
      return { path: pathname, search: Object.fromEntries(searchParams) };
    };
    await expect.poll(place).toEqual({ path: `/console${path}`, search });
  };

  it.each([
    ['/people/5?tab=devices', 'Access levels', '/people/5', { tab: 'access' }],
    ['/explain?mode=person&pin=5', 'Access levels', '/people/5', { tab: 'access' }],
    ['/setup?step=doors', 'Connect', '/setup', { step: 'connect' }],
    ['/setup?step=test', 'Connect', '/setup', { step: 'connect' }],
    ['/rooms', 'Add room', '/rooms', { tab: 'spaces', chosen: 'new' }],
  ] as const)('%s leads to where that is mended', async (from, name, path, search) => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console${from}`);
    await empty().getByRole('link', { name, exact: true }).click();
    await leadsTo(path, search);
    expect(desk.complaints()).toEqual([]);
  });

  it('a level without doors to choose from leads to the devices', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/levels?level=new`);
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.locator('.side-panel').getByRole('link', { name: 'To the devices' }).click();
    await leadsTo('/devices', {});
    expect(desk.complaints()).toEqual([]);
  });
});
