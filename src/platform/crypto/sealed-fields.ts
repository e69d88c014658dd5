import type { SealedBox } from './sealed-box.js';

/** What stands for a secret wherever it would be shown. */
export const shownSecret = '***';

/** How a sealed value stands among facts that are kept as JSON. */
const mark = 'sealed:';

type Facts<V> = Readonly<Record<string, V>>;

const isSealed = (value: unknown): value is string => typeof value === 'string' && value.startsWith(mark);

const mapped = <V>(facts: Facts<V>, names: readonly string[], of: (value: V | string) => V | string) =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, names.includes(name) ? of(value) : value]),
  ) as Record<string, V>;

/** Facts for storage: the named ones sealed; what is sealed already or empty stays as it is. */
export const sealSecrets = <V>(seal: SealedBox, facts: Facts<V>, names: readonly string[]): Record<string, V> =>
  mapped(facts, names, (value) =>
    typeof value !== 'string' || value === '' || isSealed(value) ? value : mark + seal.seal(value).toString('base64'),
  );

/** Facts for devices: the named ones opened. */
export const openSecrets = <V>(seal: SealedBox, facts: Facts<V>, names: readonly string[]): Record<string, V> =>
  mapped(facts, names, (value) =>
    isSealed(value) ? seal.open(Buffer.from(value.slice(mark.length), 'base64')).toString('utf8') : value,
  );

/** Facts for whoever asks: that a secret is set is told, and nothing else. */
export const maskSecretFacts = <V>(facts: Facts<V>, names: readonly string[]): Record<string, V> =>
  mapped(facts, names, (value) => (isSealed(value) ? shownSecret : value));
