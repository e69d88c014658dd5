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
