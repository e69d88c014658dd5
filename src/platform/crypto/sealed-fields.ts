import type { SealedBox } from './sealed-box.js';

/** Replaces a secret wherever it would be shown. */
export const shownSecret = '***';

/** The form of a sealed value among facts that are stored as JSON. */
const mark = 'sealed:';

type Facts<V> = Readonly<Record<string, V>>;

const isSealed = (value: unknown): value is string => typeof value === 'string' && value.startsWith(mark);

const mapped = <V>(facts: Facts<V>, names: readonly string[], of: (value: V | string) => V | string) =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, names.includes(name) ? of(value) : value]),
  ) as Record<string, V>;

/** Facts for storage: the named ones are sealed; values that are sealed already or empty stay as they are. */
export const sealSecrets = <V>(seal: SealedBox, facts: Facts<V>, names: readonly string[]): Record<string, V> =>
  mapped(facts, names, (value) =>
    typeof value !== 'string' || value === '' || isSealed(value) ? value : mark + seal.seal(value).toString('base64'),
  );

/** Facts for devices: the named ones are decrypted. */
export const openSecrets = <V>(seal: SealedBox, facts: Facts<V>, names: readonly string[]): Record<string, V> =>
  mapped(facts, names, (value) =>
    isSealed(value) ? seal.open(Buffer.from(value.slice(mark.length), 'base64')).toString('utf8') : value,
  );

/** Facts for clients: they show that a secret is set, and nothing else. */
export const maskSecretFacts = <V>(facts: Facts<V>, names: readonly string[]): Record<string, V> =>
  mapped(facts, names, (value) => (isSealed(value) ? shownSecret : value));
