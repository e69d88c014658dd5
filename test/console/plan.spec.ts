import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nudged, partIn, percentOf, withPlace } from '../../console/src/features/plans/places.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, prefer, signIn, type Desk } from './browser.js';

describe('the place of a door on a plan', () => {
  it.each([
    ['12.5', 0.125],
    [' 0,5 ', 0.005],
    ['100', 1],
    ['0', 0],
  ])('%j is typed', (typed, part) => {
    expect(partIn(typed)).toBe(part);
    expect(partIn(percentOf(part))).toBe(part);
  });

  it.each(['', 'left', '-1', '100.1', '5 %'])('%j is none', (typed) => {
    expect(partIn(typed)).toBeNull();
  });

  it('stays on the picture', () => {
    expect(nudged({ x: 0.998, y: 0.5 }, 'ArrowRight', false)).toEqual({ x: 1, y: 0.5 });
    expect(nudged({ x: 0.5, y: 0.02 }, 'ArrowUp', true)).toEqual({ x: 0.5, y: 0 });
    expect(nudged({ x: 0.5, y: 0.5 }, 'Enter', false)).toBeUndefined();
    expect(withPlace([{ doorId: 'a', x: 0, y: 0 }], 'a', { x: 1.2, y: 0.5 })).toEqual([{ doorId: 'a', x: 1, y: 0.5 }]);
  });
});

describe.skipIf(!hasBrowser)('a plan', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  let doorIds: string[];
  beforeAll(async () => {
    desk = await openDesk();
    ({ panel, doorIds } = await registeredPanel(desk.app, 'PLAN1', { doors: 2 }));
    await panel.sendState();
    await signIn(desk);
  });
  afterAll(async () => {
    await panel.stop();
    await desk.stop();
  });

  const marks = () => desk.page.locator('.plan-place');
  const planId = () => new URL(desk.page.url()).pathname.split('/').at(-1) ?? '';
  const storey = () =>
    sharp({ create: { width: 800, height: 500, channels: 3, background: '#f2efe8' } })
      .png()
      .toBuffer();

  it('is made, and takes no file but a picture', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/doors`);
    await page.getByRole('link', { name: 'Plan', exact: true }).click();
    await page.getByRole('button', { name: 'Add a plan' }).click();
    const side = page.getByRole('complementary');
    await side.getByRole('textbox', { name: 'Name', exact: true }).fill('Ground floor');
    await side.getByRole('button', { name: 'Add a plan' }).click();
    await page.getByText('This plan has no picture yet.').waitFor();
    const file = page.locator('main input[type=file]');
    await file.setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
    await page.getByText('This is no PNG, JPEG or WebP.').waitFor();
    expect(await page.getByText('must be a PNG', { exact: false }).count()).toBe(0);
    await expect.poll(() => barriers(page)).toEqual([]);
    await file.setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: await storey() });
    await page.getByText('No door stands on this plan yet.').waitFor();
    await expect.poll(() => page.evaluate(`document.querySelector('.plan-sheet img')?.naturalWidth`)).toBe(800);
    // The browser tells of the refusal, too.
    expect(desk.complaints()).toEqual([expect.stringContaining('status of 400')]);
  });

  it('takes a door by the form, by arrow keys and by a click', async () => {
    const { page, app } = desk;
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('button', { name: /^PLAN1-1/ }).click();
    await page.getByLabel('From the left, %').fill('25');
    await page.getByLabel('From the top, %').fill('40');
    await page.getByRole('button', { name: 'Put it there' }).click();
    await expect.poll(() => marks().count()).toBe(1);
    await marks().getByRole('button').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => page.getByLabel('From the left, %').inputValue()).toBe('25.5');
    await expect.poll(() => page.getByLabel('From the top, %').inputValue()).toBe('45');
    await page.getByRole('button', { name: /^PLAN1-2/ }).click();
    const { width = 0, height = 0 } = (await page.locator('.plan-sheet').boundingBox()) ?? {};
    await page.locator('.plan-sheet').click({ position: { x: width * 0.75, y: height * 0.5 } });
    await expect.poll(() => marks().count()).toBe(2);
    await expect.poll(() => barriers(page)).toEqual([]);
    await picture(desk, 'plan-edit');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0);
    const { doors } = (await app.admin('GET', `/plans/${planId()}`)).body as {
      doors: { doorId: string; x: number; y: number }[];
    };
    const [first, second] = doorIds.map((id) => doors.find(({ doorId }) => doorId === id));
    expect(first).toMatchObject({ x: 0.255, y: 0.45 });
    expect(second?.x).toBeCloseTo(0.75, 1);
    expect(second?.y).toBeCloseTo(0.5, 1);
  });

  it('shows states as they change, and leads to the door', async () => {
    const { page } = desk;
    const first = marks().filter({ hasText: 'PLAN1-1' });
    await panel.sendState();
    await first.locator('.door-closed').waitFor();
    await page.getByText('All doors here are as usual.').waitFor();
    await page.locator('.live-on').waitFor();
    panel.doors.open(1, 'hold', '2026-03-02 08:00:00');
    expect((await panel.sendState()).body).toBe('OK');
    await first.locator('.door-open').waitFor();
    panel.doors.alarm(1, 1);
    expect((await panel.sendState()).body).toBe('OK');
    await first.locator('.door-alarm').waitFor();
    const abnormal = page.getByRole('region', { name: 'Not as usual' });
    await abnormal.getByRole('link', { name: /PLAN1-1/ }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await picture(desk, 'plan');
    await first.getByRole('link').click();
    await page.getByRole('complementary').getByText('PLAN1-1').first().waitFor();
    expect(new URL(page.url()).searchParams.get('door')).toBe(doorIds[0]);
    await page.goBack();
  });

  it('is made larger by buttons and by the wheel, and is not mirrored', async () => {
    const { page } = desk;
    const sheet = page.locator('.plan-sheet');
    const widthOf = async () => (await sheet.boundingBox())?.width ?? 0;
    await sheet.waitFor();
    // What stands beside the picture takes some of its room.
    await page
      .getByRole('region', { name: 'Not as usual' })
      .getByRole('link', { name: /PLAN1-1/ })
      .waitFor();
    const whole = await widthOf();
    await page.getByRole('button', { name: 'Larger' }).click();
    await expect.poll(widthOf).toBeGreaterThan(whole * 1.4);
    const { x = 0, y = 0, width = 0, height = 0 } = (await page.locator('.plan-box').boundingBox()) ?? {};
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.wheel(0, -400);
    await expect.poll(widthOf).toBeGreaterThan(whole * 2.8);
    await page.getByRole('button', { name: 'Whole picture' }).click();
    await expect.poll(widthOf).toBeLessThan(whole * 1.1);
    await prefer(desk, { locale: 'ar' });
    await page.reload();
    await expect.poll(() => page.locator('html').getAttribute('dir')).toBe('rtl');
    const middleOf = async (text: string) => {
      const box = await marks().filter({ hasText: text }).locator('.door-state').boundingBox();
      return (box?.x ?? 0) + (box?.width ?? 0) / 2;
    };
    await marks().first().waitFor();
    expect(await middleOf('PLAN1-1')).toBeLessThan(await middleOf('PLAN1-2'));
    await expect.poll(() => barriers(page)).toEqual([]);
    await prefer(desk, { locale: 'en' });
    expect(desk.complaints()).toEqual([]);
  });
});
