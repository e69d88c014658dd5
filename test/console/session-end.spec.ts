import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, password, signIn, type Desk } from './browser.js';

const patience = { timeout: 60_000 };
const secret = 'a long password';

describe.skipIf(!hasBrowser)('a session that ends', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await desk.app.admin('POST', '/operators', { name: 'other', role: 'operator', password: secret });
    await desk.app.sql('UPDATE operator SET must_change = false');
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  /** As time does, or somebody who changes the role. */
  const endSessions = () => desk.app.sql('DELETE FROM operator_session');
  const form = () => desk.page.getByRole('dialog');

  async function typeIn(pin: string): Promise<void> {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/people`);
    await page.getByRole('button', { name: 'Add person' }).click();
    await form().getByLabel('Number').fill(pin);
    await form().getByLabel('First name').fill('Ann');
    await endSessions();
    await form().getByRole('button', { name: 'Add person' }).click();
    await page.getByText('Your session has ended.', { exact: false }).waitFor();
  }

  async function begin(name: string, word: string): Promise<void> {
    const { page } = desk;
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Password').fill(word);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor({ state: 'detached' });
  }

  it('hides what was being filled in, and gives it back to the same operator', async () => {
    const { page } = desk;
    await typeIn('1001');
    expect(await form().count()).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('admin');
    await expect.poll(() => barriers(page), patience).toEqual([]);

    await begin('admin', password);
    expect(await form().getByLabel('First name').inputValue()).toBe('Ann');
    await form().getByText('this was not done', { exact: false }).waitFor();
    await form().getByRole('button', { name: 'Add person' }).click();
    await page.getByRole('heading', { name: 'Ann' }).waitFor();
    expect((await desk.app.admin('GET', '/persons/1001')).body).toMatchObject({ name: 'Ann' });
  });

  it('shows nothing of it to another', async () => {
    const { page } = desk;
    await typeIn('1002');
    await begin('other', secret);
    await page.getByRole('button', { name: 'Add person' }).waitFor();
    expect(await form().count()).toBe(0);
  });

  it('says nothing of an end to who has signed out', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: /Your settings/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('Your session has ended.', { exact: false }).count()).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
  });
});
