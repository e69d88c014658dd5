import { describe, expect, it } from 'vitest';
import { events } from '../../../src/protocol/access-push/codes/events.js';
import { verifyModeName, verifyModes } from '../../../src/protocol/access-push/codes/verify.js';
import { locales } from '../../../src/protocol/access-push/words/locales.js';
import { wordsOf } from '../../../src/protocol/access-push/words/languages.js';
import { eventName } from '../../../src/protocol/access-push/words/words.js';

describe.each(locales)('%s', (locale) => {
  const words = wordsOf(locale);

  it('has a name for every event, and none for others', () => {
    const known = events.map(({ code }) => code);
    expect(
      Object.keys(words.events)
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual(known);
    expect(known.filter((code) => eventName(words, code).trim().length < 2)).toEqual([]);
    expect(eventName(words, 99_999)).toBe(`${words.unknownEvent} (99999)`);
  });

  it('calls no two events the same', () => {
    const names = Object.values(words.events);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('has every way to verify', () => {
    expect(words.verifyModes).toHaveLength(verifyModes.length);
    expect(new Set(words.verifyModes).size).toBe(verifyModes.length);
    expect(words.verifyBits).toHaveLength(12);
  });
});

it.each([
  ['en', '0000101000000011', 'Face, password, and card'],
  ['es', '0000101000000011', 'Rostro, contraseña y tarjeta'],
  ['pt', '0000101000000010', 'Face, senha ou cartão'],
  ['fr', '0000100000000011', 'Visage et carte'],
  ['zh', '0000101000000010', '人脸、密码或卡'],
  ['fr', '4', 'Carte seule'],
  ['es', '200', 'Otro'],
  ['zh', '', '其他'],
] as const)('%s: verifytype %s is "%s"', (locale, verifyType, name) => {
  expect(verifyModeName(verifyType, 0, wordsOf(locale))).toBe(name);
});

it('a linkage tells the event that set it off', () => {
  expect(verifyModeName('28', 6, wordsOf('fr'))).toBe('Porte ouverte trop longtemps');
  expect(verifyModeName('99999', 6, wordsOf('pt'))).toBe('Evento desconhecido (99999)');
});
