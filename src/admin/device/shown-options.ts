import type { Options } from '../../protocol/access-push/dialect.js';
import { isSecretOption } from '../../protocol/access-push/secrets.js';

/** The device's own keys: they are not shown. */
const ownKey = /token|session|registrycode/i;

/**
 * The options that a device reported, without its secrets. @param names only these, in any case, with or without `~`
 */
export function shownOptions(options: Options, names?: readonly string[]): Record<string, string> {
  const wanted = names && new Set(names.map((name) => name.replace(/^~/, '').toLowerCase()));
  return Object.fromEntries(
    Object.entries(options).filter(
      ([name]) => !ownKey.test(name) && !isSecretOption(name) && (!wanted || wanted.has(name.toLowerCase())),
    ),
  );
}
