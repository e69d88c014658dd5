import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/platform/config.js';

describe('ENCRYPTION_KEY', () => {
  const key = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';

  it.each([key, `${key}=`, `${key.slice(0, -1)}-`.replace('AAEC', '-_EC')])('%s is 32 bytes of base64', (text) => {
    expect(loadConfig({ ENCRYPTION_KEY: text }).encryptionKey).toHaveLength(32);
  });

  it.each([`${key}=x`, `${key}==`, key.slice(1), `${key}A`])('%j is refused by name', (text) => {
    expect(() => loadConfig({ ENCRYPTION_KEY: text })).toThrow(/^ENCRYPTION_KEY must be /);
  });
});

describe('PUBLIC_URL', () => {
  it.each([
    ['https://doors.example.com', 'https://doors.example.com'],
    ['http://doors.example.com:8088/', 'http://doors.example.com:8088'],
    ['https://example.com/postern/', 'https://example.com/postern'],
    ['', null],
  ])('%j stands before paths as %j', (text, shown) => {
    expect(loadConfig({ PUBLIC_URL: text }).publicUrl).toBe(shown);
  });

  it.each([
    'doors.example.com',
    '/postern',
    'ftp://example.com',
    'https://',
    'https://a:b@example.com',
    'https://x/?a=1',
  ])('%j is refused by name', (text) => {
    expect(() => loadConfig({ PUBLIC_URL: text })).toThrow(/^PUBLIC_URL must be an absolute http:/);
  });
});

describe.each(['DATABASE_URL', 'DATABASE_LISTEN_URL'])('%s', (name) => {
  it.each([
    'postgres://postern:secret@10.0.0.1,10.0.0.2/postern',
    'postgresql://a:5432,b:5433/postern?target_session_attrs=read-write',
    'postgres://a,b',
    'postgres:///postern?host=a,b',
  ])('%j is refused with what to do', (text) => {
    expect(() => loadConfig({ [name]: text })).toThrow(
      new RegExp(`^${name} names several hosts: give one host; put HAProxy or a VIP in front of several$`),
    );
  });

  it.each(['postgres://postern:a,b@db.example.com/postern', 'postgres://db/postern?application_name=a,b'])(
    '%j names one',
    (text) => {
      expect(Object.values(loadConfig({ [name]: text }))).toContain(text);
    },
  );

  it('is refused where it is no address of PostgreSQL', () => {
    expect(() => loadConfig({ [name]: 'mysql://a,b/postern' })).toThrow(`${name} `);
    expect(() => loadConfig({ [name]: 'mysql://a/postern' })).toThrow(`${name} must be a postgres:// address`);
  });
});
