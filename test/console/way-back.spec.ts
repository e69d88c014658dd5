import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the way back', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    for (const name of ['Alpha', 'Beta']) {
      const { status } = await desk.app.admin('POST', '/access-levels', { id: name.toLowerCase(), name });
      expect(status).toBe(201);
    }
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  const chosen = () => new URL(desk.page.url()).searchParams.get('level');
  const row = (name: string) => desk.page.getByRole('row').filter({ hasText: name });
  const panelOf = (name: string) =>
    desk.page.locator('.side-panel').filter({ has: desk.page.getByRole('heading', { name }) });
  const open = async (name: string) => {
    await row(name).click();
    await panelOf(name).getByLabel('Name').waitFor();
  };
  const isClosed = async () => {
    await desk.page.locator('.side-panel').waitFor({ state: 'detached' });
    await expect.poll(chosen).toBeNull();
    await row('Alpha').waitFor();
  };

  it('closes the panel and leaves the list, however many rows were looked at', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/doors`);
    await page.getByRole('heading', { name: 'Doors' }).waitFor();
    await page.getByRole('link', { name: 'Access levels' }).click();
    await row('Alpha').waitFor();
    await open('Alpha');
    await open('Beta');
    await page.goBack();
    await isClosed();
    await open('Beta');
    await page.keyboard.press('Escape');
    await isClosed();
    await open('Alpha');
    await page.goBack();
    await isClosed();
    await page.goBack();
    await page.getByRole('heading', { name: 'Doors' }).waitFor();
    expect(desk.complaints()).toEqual([]);
  });

  it('and another row ask first where something was typed that nobody has sent', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/levels`);
    await open('Alpha');
    const name = page.locator('.side-panel').getByLabel('Name');
    const question = page.getByRole('dialog').filter({ hasText: 'What was typed here is lost.' });
    const answer = async (act: string) => {
      await question.getByRole('button', { name: act }).click();
      await question.waitFor({ state: 'detached' });
    };
    await name.fill('Alphabet');
    await row('Beta').click();
    await answer('Cancel');
    expect(await name.inputValue()).toBe('Alphabet');
    expect(chosen()).toBe('alpha');

    await page.goBack();
    await answer('Cancel');
    await expect.poll(chosen).toBe('alpha');
    expect(await name.inputValue()).toBe('Alphabet');

    await page.getByRole('link', { name: 'Doors' }).click();
    await answer('Cancel');
    expect(await name.inputValue()).toBe('Alphabet');

    await row('Beta').click();
    await answer('Close and lose it');
    await expect.poll(() => name.inputValue()).toBe('Beta');
    expect(chosen()).toBe('beta');

    // What is sent is asked about no more.
    await name.fill('Gamma');
    await page.getByRole('button', { name: 'Save' }).click();
    await row('Gamma').waitFor();
    await open('Alpha');
    await name.fill('Alphabet');
    await page.goBack();
    await answer('Close and lose it');
    await isClosed();
    expect(desk.complaints()).toEqual([]);
  });
});
