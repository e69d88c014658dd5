import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeEvents, newEvent } from '../support/events.js';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, prefer, signIn, type Desk } from './browser.js';

/** Three hours ago: of the last day, whenever the test runs. */
const at = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3 * 3_600_000 + 600_000);
const zone = 'Europe/Madrid';
const clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone }).format(at);

describe.skipIf(!hasBrowser)('reports', () => {
  let desk: Desk;
  let doorId = '';
  beforeAll(async () => {
    desk = await openDesk();
    const { app } = desk;
    const { panel, doorIds } = await registeredPanel(app, 'REP1', { doors: 2 });
    await panel.stop();
    doorId = doorIds[0] ?? '';
    expect((await app.admin('PATCH', `/doors/${doorId}`, { name: 'Front door' })).status).toBe(200);
    const here = { sn: 'REP1', doorId, doorName: 'Front door', eventTime: clock, happenedAt: at };
    await storeEvents(
      app,
      ...Array.from({ length: 5 }, () => newEvent({ ...here, pin: '1' })),
      ...Array.from({ length: 2 }, () => newEvent({ ...here, eventNo: 22, eventLevel: 1, pin: '2' })),
    );
    await app.admin('POST', '/persons', { pin: '77', name: 'Ida', lastName: 'Idle', cardNo: '7700' });
    await app.sql(`UPDATE person SET created_at = now() - interval '1 year' WHERE pin = '77'`);
    await signIn(desk);
  });
  afterAll(() => desk.stop());

  const figure = (name: string) => desk.page.getByRole('region', { name, exact: true }).first();
  const open = async (path = '/reports?period=day') => {
    await desk.page.goto(`${desk.app.url}/console${path}`);
    await desk.page.locator('main h1').waitFor();
    await expect.poll(() => desk.page.locator('.loading').count()).toBe(0);
  };

  it('count what happened, and lead to it', async () => {
    const { page } = desk;
    await open();
    const bar = figure('Events by hour').getByRole('link', { name: /let in 5, refused 2, alarm 0, other 0$/ });
    await bar.waitFor();
    await figure('Busiest doors').getByRole('link', { name: 'Front door' }).waitFor();
    await figure('Has not come for 90 days').getByRole('link', { name: 'Ida Idle' }).waitFor();
    await figure('Cards that nobody used for 90 days').getByRole('link', { name: '7700' }).waitFor();
    await bar.click();
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'Front door' }).count()).toBe(7);

    await open();
    await figure('Refusals by reason').getByRole('listitem').getByRole('link').click();
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'Front door' }).count()).toBe(2);
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/22/);
    expect(desk.complaints()).toEqual([]);
  });

  it('are read as tables, by keyboard, and kept as files', async () => {
    const { page } = desk;
    await open();
    const events = figure('Events by hour');
    // The legend leads to the events of an outcome; the bars say their numbers.
    await events
      .getByRole('link', { name: /let in \d/ })
      .first()
      .focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(/let in 0/);
    await events.getByRole('button', { name: 'Events by hour: show as a table' }).click();
    await expect.poll(() => events.getByRole('row').count()).toBe(25);
    await expect.poll(() => barriers(page)).toEqual([]);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      events.getByRole('button', { name: 'Events by hour: save as CSV' }).click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect([file.suggestedFilename(), lines[0]]).toEqual(['events.csv', '\ufeffTime,let in,refused,alarm,other']);
    expect(lines.filter((line) => line.endsWith(',5,2,0,0'))).toHaveLength(1);
    expect(desk.complaints()).toEqual([]);
  });

  it('of longer times, on a phone, and on the first page', async () => {
    const { page } = desk;
    for (const period of ['week', 'month', 'quarter']) {
      await open(`/reports?period=${period}`);
      await figure('Busiest doors').getByRole('link', { name: 'Front door' }).waitFor();
    }
    await page.setViewportSize({ width: 360, height: 740 });
    await open();
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await prefer(desk, { locale: 'ar' });
    await open();
    // The gateway's own words, too.
    await page.getByRole('link', { name: 'خارج الوقت المسموح' }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await prefer(desk, { locale: 'en' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await open('/');
    await figure('Events per hour')
      .getByRole('link', { name: /let in 5, refused 2/ })
      .waitFor();
    await page.getByRole('link', { name: 'All reports' }).click();
    await expect.poll(() => page.locator('main h1').innerText()).toBe('Reports');
    expect(desk.complaints()).toEqual([]);
  });
});
