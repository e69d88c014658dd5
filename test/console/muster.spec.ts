import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

const patience = { timeout: 60_000 };

describe.skipIf(!hasBrowser)('a muster', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ width: 390, height: 800, isTouch: true });
    const made = async (path: string, body: object) => {
      expect([path, (await desk.app.admin('POST', path, body)).status]).toEqual([path, 201]);
    };
    await made('/devices', { sn: 'MUSTER1' });
    await made('/doors', { id: 'muster-door', sn: 'MUSTER1', number: 1, name: 'Yard' });
    await made('/readers', { id: 'muster-reader', doorId: 'muster-door', number: 1, direction: 'in', name: 'Yard in' });
    await made('/zones', { id: 'site', name: 'Site', code: 'S', inReaderIds: ['muster-reader'] });
    for (const [pin, name] of [
      ['1', 'Ann'],
      ['2', 'Bob'],
      ['3', 'Zoe'],
      ['4', 'Dan'],
    ] as const) {
      await made('/persons', { pin, name });
      if (pin !== '4') await desk.app.admin('PUT', `/zones/site/persons/${pin}`);
    }
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  const states = async () => {
    const { items } = (await desk.app.admin('GET', '/musters')).body as { items: { id: string }[] };
    const { body } = await desk.app.admin('GET', `/musters/${items[0]?.id ?? ''}`);
    return (body.persons as { name: string; state: string | null }[]).map(({ name, state }) => [name, state]);
  };

  it('goes on without a connection, sends what was marked later, and ends with a report', async () => {
    const { page, app, context } = desk;
    await page.goto(`${app.url}/console/inside`);
    await page.getByText('Zoe').first().waitFor();
    await page.getByRole('button', { name: 'Start a muster' }).click();
    await page.getByText('This is a drill').click();
    await expect.poll(() => barriers(page), patience).toEqual([]);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    const press = (name: string, what: string) => row(name).getByRole('button', { name: what }).click();
    await row('Bob').waitFor();
    await page.getByText(/^Started .* · admin$/).waitFor();
    await press('Ann', 'safe');
    await expect.poll(states, patience).toContainEqual(['Ann', 'safe']);

    await context.setOffline(true);
    await press('Bob', 'missing');
    await press('Zoe', 'not here');
    await page.getByText('2 marks wait for the connection').waitFor();
    expect(await states()).toContainEqual(['Bob', null]);
    await context.setOffline(false);
    await expect.poll(states, patience).toEqual([
      ['Ann', 'safe'],
      ['Bob', 'missing'],
      ['Zoe', 'notHere'],
    ]);
    await page.getByText('wait for the connection').waitFor({ state: 'detached' });

    await page.getByRole('combobox', { name: 'Add somebody' }).fill('Da');
    await page.getByRole('option', { name: 'Dan' }).click();
    await expect.poll(states, patience).toContainEqual(['Dan', 'safe']);
    await row('Dan').waitFor();
    await picture(desk, 'muster-phone');
    await expect.poll(() => barriers(page), patience).toEqual([]);

    await page.getByRole('button', { name: 'End the muster' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End the muster' }).click();
    await page.getByRole('heading', { name: 'Report' }).waitFor();
    await expect.poll(() => barriers(page), patience).toEqual([]);
  });
});
