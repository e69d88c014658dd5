import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyWords } from '../../console/src/ui/verify-words.js';
import { verifyModes } from '../../src/protocol/access-push/codes/verify-modes.js';
import { en } from '../../src/protocol/access-push/words/en.js';
import { storeEvents } from '../support/events.js';
import { hasBrowser, openDesk, prefer, signIn, type Desk } from './browser.js';

const languages = ['en', 'es', 'pt', 'fr', 'zh', 'ar'] as const;
const methodsOf = (language: string) =>
  JSON.parse(
    readFileSync(new URL(`../../console/src/i18n/${language}/partSettings.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>;
const said = (language: string, verifyType: string) => {
  const words = methodsOf(language);
  const loose = (key: string, fallback: string) => words[key.replace('partSettings.', '')] ?? `?${fallback}`;
  return verifyWords({ loose }, language, verifyType);
};
/** Only one of the bits after the first. */
const bitsOf = (at: number) => '0'.repeat(14 - at) + '1' + '0'.repeat(at + 1);

describe('how somebody was verified', () => {
  it.each(languages)('has words in %s for every code and every bit', (language) => {
    const codes = verifyModes.map((_, code) => said(language, String(code)));
    const bits = en.verifyBits.map((_, at) => said(language, bitsOf(at)));
    expect([...codes, ...bits].filter((words) => /[?*|]/.test(words))).toEqual([]);
    expect(new Set(codes).size).toBe(verifyModes.length);
    expect(new Set(bits).size).toBe(en.verifyBits.length);
    const other = said(language, '200');
    expect([...codes, ...bits]).not.toContain(other);
  });

  it('is all of them together, any of them, or one of two ways', () => {
    expect(said('en', '10')).toBe('Card and fingerprint');
    expect(said('en', '7')).toBe('Card or keypad code');
    expect(said('en', '14')).toBe('Number and fingerprint or card and fingerprint');
    expect(said('en', '0000100000000011')).toBe('Face and card');
    expect(said('en', '0000000000000000')).toBe('Other');
    expect(said('en', '')).toBe('Other');
  });

  describe.skipIf(!hasBrowser)('on a page', () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    afterAll(async () => {
      await desk.stop();
    });

    it('is said in the language of the page, not in that of the site', async () => {
      const { app, page } = desk;
      const at = {
        happenedAt: new Date(),
        eventTime: '2026-11-25 10:00:00',
        sn: 'VERIFY1',
        devName: 'VERIFY1',
        pin: '1',
      };
      await storeEvents(app, { ...at, eventNo: 0, verifyType: '15', logId: 1 });
      const { items } = (await app.admin('GET', '/events')).body as { items: { verifyModeName: string }[] };
      expect(items).toMatchObject([{ verifyModeName: 'Face' }]);
      await signIn(desk);
      await page.goto(`${app.url}/console/events`);
      const row = page.getByRole('row').filter({ hasText: 'VERIFY1' });
      await row.getByText('Face', { exact: true }).waitFor();
      await prefer(desk, { locale: 'ar' });
      await page.reload();
      await row.getByText(said('ar', '15'), { exact: true }).waitFor();
      expect(await row.getByText('Face').count()).toBe(0);
      expect(desk.complaints()).toEqual([]);
    });
  });
});
