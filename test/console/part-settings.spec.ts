import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorGroups, readerGroups, settingsOf, type Kind } from '../../console/src/features/device/part-settings.js';
import { textOfValue, valueOfText } from '../../console/src/features/device/setting-values.js';
import { verifyStyles } from '../../console/src/ui/verify-styles.js';
import { settable } from '../../src/modules/door/setting-rules.js';
import { styleOfCode } from '../../src/protocol/access-push/codes/verify-styles.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

/** As the gateway says it. */
function saysOf(kind: Kind): string {
  switch (kind.is) {
    case 'number':
      return `a whole number from ${kind.min} to ${kind.max}`;
    case 'hours':
      return 'a whole number from 0 to 255';
    case 'day':
      return 'a whole number from 0 to 2147483647';
    case 'onOff':
      return 'true or false';
    case 'choice': {
      const choices = Object.entries(kind.of).map(([name, number]) => `${number} ${name}`);
      return `one of ${choices.join(', ')}`;
    }
    case 'verification':
      return 'a code of appendix 3 or 16 digits of 0 and 1 that the device can verify by';
    case 'digits':
      return `up to ${kind.max} digits`;
    case 'text':
      return `text of up to ${kind.max} characters without commas`;
    case 'ip':
      return 'an IPv4 address';
  }
}

describe('the form of the settings of a part', () => {
  it.each([
    ['door', doorGroups],
    ['reader', readerGroups],
  ] as const)('has every setting of a %s, as the gateway has it', (thing, groups) => {
    const ours = Object.entries(settingsOf(groups)).map(([name, { kind }]) => [name, saysOf(kind)]);
    const gateways = Object.entries(settable[thing]).map(([name, { kind }]) => [name, kind.says]);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(gateways));
  });

  it.each([
    ['door', doorGroups],
    ['reader', readerGroups],
  ] as const)('knows what a device has to have for each setting of a %s', (thing, groups) => {
    const conditional = (table: object) =>
      Object.entries(table).flatMap(([name, one]: [string, object]) =>
        'lacks' in one || 'needs' in one || 'place' in one ? [name] : [],
      );
    expect(conditional(settingsOf(groups)).sort()).toEqual(conditional(settable[thing]).sort());
  });

  it('has words for every setting of a reader', () => {
    const file = new URL('../../console/src/i18n/en/audit.json', import.meta.url);
    const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(Object.keys(settable.reader).filter((name) => words[`field-${name}`] === undefined)).toEqual([]);
  });

  it('offers the ways to verify of appendix 3', () => {
    const styles = Array.from({ length: 256 }, (_, code) => [String(code), styleOfCode(code)] as const);
    const texts = styles.flatMap(([code, style]) =>
      style ? [[code, [...(style.all ? ['*'] : []), ...style.methods].join(' ')] as const] : [],
    );
    expect(verifyStyles).toEqual(Object.fromEntries(texts));
  });

  it('reads what the gateway keeps, and writes it back the same', () => {
    const { kind: sensor } = doorGroups.sensor.DoorSensorType;
    expect(['normallyClosed', '2', 2].map((value) => textOfValue(sensor, value))).toEqual(['2', '2', '2']);
    expect([true, 1, '1', false, undefined].map((value) => textOfValue({ is: 'onOff' }, value))).toEqual([
      ...['1', '1', '1', '0', ''],
    ]);
    expect(textOfValue({ is: 'day' }, 1_260_430)).toBe('2026-05-30');
    expect(valueOfText({ is: 'day' }, '2026-05-30')).toBe(1_260_430);
    expect(valueOfText({ is: 'number', min: 0, max: 9 }, 'ten')).toBe('ten');
    expect(valueOfText(sensor, '')).toBeNull();
  });
});

describe.skipIf(!hasBrowser)('an installer sets a door and a reader', () => {
  const secret = 'a long password';
  let desk: Desk;
  let panel: SimulatedPanel;
  const sent: unknown[] = [];
  const versions: (string | undefined)[] = [];
  beforeAll(async () => {
    desk = await openDesk();
    const { app, page } = desk;
    ({ panel } = await registeredPanel(app, 'SET1', { doors: 1, options: { '~REXInputFunOn': '0' } }));
    for (const role of ['installer', 'auditor'])
      await app.admin('POST', '/operators', { name: role, role, password: secret });
    // Who made the passwords is somebody else: they are changed first.
    await app.sql('UPDATE operator SET must_change = false');
    page.on('request', (request) => {
      if (request.method() !== 'PATCH' || !/\/(doors|readers)\//.test(request.url())) return;
      sent.push(request.postDataJSON());
      versions.push(request.headers()['if-match']);
    });
    await signIn(desk, 'installer', secret);
    await page.goto(`${app.url}/console/devices/SET1?tab=doors`);
  });
  afterAll(() => desk.stop());

  const form = (label: string) => desk.page.locator('form').filter({ has: desk.page.getByLabel(label) });
  const settingsIn = async (path: string) => {
    const { items } = (await desk.app.admin('GET', `${path}?sn=SET1`)).body as { items: { settings: object }[] };
    return items[0]?.settings;
  };
  /** What the device has been told so far, until it is told this. */
  const isTold = (wanted: RegExp) => {
    const texts: string[] = [];
    const told = async () => {
      texts.push(...(await panel.poll()).map(({ text }) => text));
      return texts.join('\n');
    };
    return expect.poll(told, { timeout: 60_000 }).toMatch(wanted);
  };

  it('changes the time of the lock and the sensor: that alone is sent, and the device is told', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: 'Settings of SET1-1', exact: true }).click();
    const door = form('Seconds the lock is driven');
    await door.getByLabel('Seconds the lock is driven').fill('7');
    await door.getByRole('button', { name: /Door sensor$/ }).click();
    await page.getByRole('option', { name: 'normally closed' }).click();
    await expect.poll(() => barriers(page)).toEqual([]);
    await door.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => settingsIn('/doors')).toEqual({ DoorDrivertime: 7, DoorSensorType: 2 });
    expect(sent.splice(0)).toEqual([{ settings: { DoorDrivertime: 7, DoorSensorType: 2 } }]);
    expect(versions).toEqual([expect.stringMatching(/./)]);
    // A form that is still being sent takes no other press.
    await door.locator('.pending').waitFor({ state: 'detached' });
    await isTold(/Door1Drivertime=7[^]*Door1SensorType=2|Door1SensorType=2[^]*Door1Drivertime=7/);
    expect(panel.settings.get('Door1Drivertime')).toBe('7');
    expect(panel.settings.get('Door1SensorType')).toBe('2');
  });

  it('is told in words at the field what a value may be, and sends nothing else', async () => {
    const { page } = desk;
    desk.complaints();
    const door = form('Seconds the lock is driven');
    const field = door.getByLabel('Seconds it may stand open');
    await field.fill('999');
    await door.getByRole('button', { name: 'Save' }).click();
    const fault = door.locator('.field', { has: page.getByLabel('Seconds it may stand open') }).locator('.field-error');
    await fault.getByText('A whole number from 0 to 254').waitFor();
    expect(sent.splice(0)).toEqual([{ settings: { DoorDetectortime: 999 } }]);
    await expect.poll(() => barriers(page)).toEqual([]);
    expect(await settingsIn('/doors')).toEqual({ DoorDrivertime: 7, DoorSensorType: 2 });
    await field.fill('');
  });

  it('is not offered what the device does not have, and reads so', async () => {
    const door = form('Seconds the lock is driven');
    await door.getByText('The device does not have: ', { exact: false }).waitFor();
    await door.getByText('What the exit button does', { exact: false }).waitFor();
    expect(await door.getByLabel('Seconds after the exit button').count()).toBe(0);
  });

  it('sets how a reader verifies', async () => {
    const { page } = desk;
    await page
      .getByRole('button', { name: /^Settings of SET1-1-/ })
      .first()
      .click();
    const reader = form('IP address');
    await reader.getByRole('button', { name: /How to verify$/ }).click();
    await page.getByRole('option', { name: 'card and keypad code', exact: true }).click();
    await reader.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => settingsIn('/readers')).toEqual({ verifyType: '11' });
    expect(sent.splice(0)).toEqual([{ settings: { verifyType: '11' } }]);
    await expect.poll(() => barriers(page)).toEqual([]);
  });

  it('an auditor reads the settings in words, and cannot change them', async () => {
    const { app, context, page } = desk;
    await context.clearCookies();
    await page.goto('about:blank');
    await signIn(desk, 'auditor', secret);
    await page.goto(`${app.url}/console/devices/SET1?tab=doors`);
    await page.getByRole('button', { name: 'Settings of SET1-1', exact: true }).click();
    await page.getByText('normally closed').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await expect.poll(() => barriers(page)).toEqual([]);
  });
});
