import { describe, expect, it } from 'vitest';
import { matchToken, tokenForms } from '../../../src/protocol/access-push/token.js';

const parts = {
  registryCode: 'Uy47fxftP3',
  sn: '3383154200002',
  sessionId: '30BFB04B2C8AECC72C01C03BFD549D15',
  previousSessionId: 'OLDSESSION',
};

/** Computed with md5sum over the parts written one after the other. */
const tokens = {
  session: 'a59b6315f78c9a2b8e04ef32a50760e9',
  previousSession: '1204f66891880aa4ad5c0887c0ab030c',
  timestamp: 'e959e1658ccdfdc7f6afa17c3153bc47',
  registry: '909c543eb66bf1f43fd9c9c09e42ffb4',
  serial: 'ee2a64f0f1b9ee041049764ee2ed4e3f',
};

describe('tokens', () => {
  it('is the printed hash of the serial number before registration (4.2)', () => {
    const stranger = { registryCode: '', sn: 'ODG7030067031100001', sessionId: '' };
    expect([...tokenForms(stranger)]).toEqual([['serial', 'e6bc9a9c2f9ce675e3548d5aeda2777e']]);
  });

  it('knows five forms', () => {
    expect(Object.fromEntries(tokenForms(parts, '583050990'))).toEqual(tokens);
  });

  it.each(['session', 'previousSession', 'registry', 'serial'] as const)('recognises %s', (form) => {
    expect(matchToken(`token=${tokens[form]}`, parts)).toBe(form);
  });

  it('recognises the timestamp form with its comma (4.5)', () => {
    expect(matchToken(`token=${tokens.timestamp}, timestamp=583050990`, parts)).toBe('timestamp');
    expect(matchToken(`token=${tokens.timestamp}, timestamp=583050991`, parts)).toBeNull();
  });

  it.each([
    `token= ${tokens.session}`,
    tokens.session,
    tokens.session.toUpperCase(),
    `csrftoken=60fb55cedf203c197765688ca2d7bf9e; TOKEN=${tokens.session}`,
    `token=${tokens.serial}, token=${tokens.session}`,
    `timestamp=1,token=${tokens.session};`,
  ])('reads the cookie %s', (cookie) => {
    expect(matchToken(cookie, parts)).toBe('session');
  });

  it.each([
    undefined,
    '',
    'token=',
    'token=e6bc9a9c2f9ce675e3548d5aeda2777e',
    `token=${tokens.session}0`,
    `token=${tokens.session.slice(1)}`,
    `other=${tokens.session}`,
    'VHVlLCAxMCBKYW4gMjAxNyAwMzo0OTozMiBHTVQ=',
  ])('recognises nothing in %s', (cookie) => {
    expect(matchToken(cookie, parts)).toBeNull();
  });

  it('never calls a hash of less than the parts by the name of the whole', () => {
    const fresh = { registryCode: '', sn: parts.sn, sessionId: '' };
    expect(matchToken(`token=${tokens.serial},timestamp=`, fresh)).toBe('serial');
    expect(matchToken(`token=${tokens.registry}`, { ...fresh, registryCode: parts.registryCode })).toBe('registry');
  });
});
