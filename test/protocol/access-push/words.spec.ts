import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { events } from '../../../src/protocol/access-push/codes/events.js';
import { verifyModeName, verifyModes } from '../../../src/protocol/access-push/codes/verify.js';
import { locales } from '../../../src/protocol/access-push/words/locales.js';
import { wordsOf } from '../../../src/protocol/access-push/words/languages.js';
import { serverWordsOf } from '../../../src/protocol/access-push/words/server-words.js';
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

const serverNames = readFileSync(new URL('../../contract/server-event-names.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([number = '', name = '']) => [Number(number), name] as const);

it.each(serverNames)("the vendor's server calls event %i %s", (number, name) => {
  expect(eventName(serverWordsOf('en', wordsOf('en')), number)).toBe(name);
});

describe.each(locales)("the words of the vendor's server in %s", (locale) => {
  const protocol = wordsOf(locale);
  const server = serverWordsOf(locale, protocol);

  it('are the same list, and where it is silent those of the protocol', () => {
    const listed = new Set(serverNames.map(([number]) => number));
    const silent = events.map(({ code }) => code).filter((code) => !listed.has(code));
    expect(silent.filter((code) => eventName(server, code) !== eventName(protocol, code))).toEqual([]);
    // A card, a finger and a face are one person there; no language may speak of the card.
    for (const code of [2, 3, 20, 21, 26, 27, 29, 36, 48]) expect(server.events[code]).not.toBe(protocol.events[code]);
  });

  it('call no two events the same', () => {
    const names = Object.values(server.events);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

it.each([
  ['0', 0, 'Vein, face, fingerprint, card, or password (automatically identified)'],
  ['6', 0, 'card or fingerprint'],
  ['15', 0, 'Face'],
  ['25', 0, 'Palm'],
  ['200', 0, 'Other'],
  ['28', 6, 'Open Door Timeout'],
])("the vendor's server calls verifytype %s of event %i %s", (verifyType, eventNo, name) => {
  expect(verifyModeName(verifyType, eventNo, serverWordsOf('en', wordsOf('en')))).toBe(name);
});
