import { registrationParameters } from '../../protocol/access-push/parameters/registration.js';

type Options = Readonly<Record<string, string>>;

/** The largest registration on record has some 350 options and 9 kB. */
export const mostOptions = 1_000;
/** Of all names and values, in characters. */
export const mostOptionText = 64 * 1024;

const decides: ReadonlySet<string> = new Set(
  Object.values(registrationParameters).flatMap((one) =>
    [one.option, ...('also' in one ? one.also : [])].map((name) => name.toLowerCase()),
  ),
);

/**
 * As many options as are kept of a device: those that decide about something here, then those that are there already,
 * then the others in their order. An option that has no room is left out whole: cut, it would be another value.
 */
export function keptOptions(there: Options, said: Options): Record<string, string> {
  const merged = { ...there, ...said };
  const names = Object.keys(merged);
  const isKnown = (name: string) => decides.has(name.toLowerCase());
  const kept: Record<string, string> = {};
  let [count, size] = [0, 0];
  for (const name of [...names.filter(isKnown), ...names.filter((name) => !isKnown(name))]) {
    const value = merged[name] ?? '';
    if (count === mostOptions || size + name.length + value.length > mostOptionText) continue;
    kept[name] = value;
    count++;
    size += name.length + value.length;
  }
  return kept;
}

/** What the operator is told; null where everything is kept. */
export const leftOut = (there: Options, said: Options): string | null =>
  Object.keys(keptOptions(there, said)).length < new Set([...Object.keys(there), ...Object.keys(said)]).size
    ? `it tells more options than are kept: ${mostOptions} of at most ${mostOptionText / 1024} kB`
    : null;
