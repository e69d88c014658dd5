import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('a choice of many', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  beforeAll(async () => {
    desk = await openDesk();
    ({ panel } = await registeredPanel(desk.app, 'MANY1', { doors: 4 }));
    await signIn(desk);
  });
  afterAll(async () => {
    await panel.stop();
    await desk.stop();
  });

  it('is made by one press, and taken back by another', async () => {
    const { app, page } = desk;
    const readers = (await app.admin('GET', '/readers?limit=1000')).body.items as { id: string }[];
    expect(readers.length).toBeGreaterThan(3);
    await page.goto(`${app.url}/console/zones`);
    await page.getByRole('button', { name: 'Add zone' }).first().click();
    const form = page.locator('.side-panel');
    await form.getByLabel('Name', { exact: true }).fill('Hall');
    await form.getByLabel('Code', { exact: true }).fill('HALL');
    const ways = form.getByRole('group');
    const ticked = (way: number) => ways.nth(way).getByRole('checkbox', { checked: true }).count();
    for (const way of [0, 1]) await ways.nth(way).getByRole('button', { name: 'Choose all' }).click();
    await expect.poll(() => ticked(0)).toBe(readers.length);
    await ways.nth(1).getByRole('button', { name: 'Choose none' }).click();
    await expect.poll(() => ticked(1)).toBe(0);
    await expect.poll(() => barriers(page)).toEqual([]);
    await form.getByRole('button', { name: 'Add zone' }).click();
    const zones = async () =>
      (await app.admin('GET', '/zones')).body.items as { inReaderIds: string[]; outReaderIds: string[] }[];
    await expect.poll(zones).toHaveLength(1);
    const [zone] = await zones();
    expect([...(zone?.inReaderIds ?? [])].sort()).toEqual(readers.map(({ id }) => id).sort());
    expect(zone?.outReaderIds).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });
});
