import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preferredLanguage } from '../../src/platform/http/accept-language.js';
import { adminToken, startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { LOCALE: 'es' }, isNoted: false });
});
afterAll(() => app.stop());

interface EventType {
  readonly eventNo: number;
  readonly level: number;
  readonly outcome: string;
  readonly name: string;
}

async function types(language?: string) {
  const { status, body, headers } = await app.request('GET', '/admin/v1/event-types', {
    headers: {
      authorization: `Bearer ${adminToken}`,
      ...(language === undefined ? {} : { 'accept-language': language }),
    },
  });
  expect(status).toBe(200);
  return { items: body.items as EventType[], language: headers.get('content-language') };
}

const named = ({ items }: { items: EventType[] }, wanted: number) => items.find(({ eventNo }) => eventNo === wanted);

describe('kinds of events', () => {
  it.each([
    ['en', 'en', 'The card is not registered'],
    ['es-MX', 'es', 'Tarjeta no registrada'],
    ['pt-BR,pt;q=0.9', 'pt', 'Cartão não cadastrado'],
    ['fr-CH, en;q=0.3', 'fr', 'Carte non enregistrée'],
    ['zh-Hans-CN', 'zh', '卡未登记'],
    ['ar', 'ar', 'بطاقة غير مسجلة'],
    ['de, ar;q=0.2', 'ar', 'بطاقة غير مسجلة'],
    ['de', 'es', 'Tarjeta no registrada'],
  ])('have names for %s', async (wanted, language, name) => {
    const found = await types(wanted);
    expect(found.language).toBe(language);
    expect(named(found, 27)).toEqual({ eventNo: 27, level: 1, outcome: 'refused', name });
  });

  it('say what becomes of them, by their codes, without door states', async () => {
    const { items } = await types();
    const nos = items.map(({ eventNo }) => eventNo);
    expect(nos).toEqual([...nos].sort((a, b) => a - b));
    expect(nos).not.toContain(255);
    expect([0, 23, 102, 8].map((no) => items.find(({ eventNo }) => eventNo === no)?.outcome)).toEqual([
      'granted',
      'refused',
      'alarm',
      'other',
    ]);
  });

  it('have a name of their own in each language, also in Arabic', async () => {
    const english = await types('en');
    for (const language of ['es', 'pt', 'fr', 'zh', 'ar']) {
      const { items } = await types(language);
      expect(items.map(({ eventNo }) => eventNo)).toEqual(english.items.map(({ eventNo }) => eventNo));
      const same = items.filter(({ eventNo, name }) => named(english, eventNo)?.name === name);
      expect([language, same.length < 5]).toEqual([language, true]);
    }
    const arabic = await types('ar');
    expect(arabic.items.filter(({ name }) => !/\p{Script=Arabic}/u.test(name))).toEqual([]);
  });
});

describe('the language that a caller likes best', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['fr', 'fr'],
    ['FR-ca', 'fr'],
    ['fr;q=0, ar', 'ar'],
    ['fr;q=0.1, ar;q=0.8', 'ar'],
    ['*', 'en'],
    ['de;q=1, *;q=0.5', 'en'],
    [';;;,,q=', 'en'],
  ])('%s -> %s', (header, language) => {
    expect(preferredLanguage(header, ['en', 'fr', 'ar'], 'en')).toBe(language);
  });
});
