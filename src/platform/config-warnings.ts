import { variableNames } from './config.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names that other programs use for one of our variables. */
const elsewhere: Readonly<Record<string, string>> = {
  POSTGRES_URL: 'DATABASE_URL',
  POSTGRESQL_URL: 'DATABASE_URL',
  DB_URL: 'DATABASE_URL',
};
const ownPrefix = 'POSTERN_';
/** Words shorter than this must match exactly: NPM_TOKEN is close to API_TOKEN. */
const shortestMisspelt = 4;
const longWord = 7;

/** How many letters must be added, removed or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const singular = (word: string) => word.replace(/IES$/, 'Y').replace(/S$/, '');

function isNearWord(word: string, known: string): boolean {
  if (singular(word) === singular(known)) return true;
  const shorter = Math.min(word.length, known.length);
  return shorter >= shortestMisspelt && distance(word, known) <= (shorter >= longWord ? 2 : 1);
}

/** Only names of several words: a name of one word too often belongs to another program. */
function isNear(name: string, known: string): boolean {
  const [words, knownWords] = [name.split('_'), known.split('_')];
  if (knownWords.length < 2) return false;
  if (words.join('') === knownWords.join('')) return true;
  return words.length === knownWords.length && words.every((word, at) => isNearWord(word, knownWords[at] ?? ''));
}

/** The variable that an unknown name probably means; undefined if it has nothing to do with ours. */
function meant(name: string, value: string): string | undefined {
  if (variableNames.includes(name)) return undefined;
  // Containers get POSTERN_PORT=tcp://... if there is a service of that name.
  const own = name.startsWith(ownPrefix) && !/^\w+:\/\//.test(value) ? name.slice(ownPrefix.length) : name;
  if (variableNames.includes(own)) return own;
  return elsewhere[own] ?? variableNames.find((known) => isNear(own, known));
}

/** Variables in the environment that have no effect, one line for each. */
export function configWarnings(environment: Environment): string[] {
  const isSet = (name: string) => (environment[name]?.trim() ?? '') !== '';
  const misspelt = Object.entries(environment).flatMap(([name, value = '']) => {
    const known = value.trim() === '' ? undefined : meant(name, value);
    return known === undefined || isSet(known) ? [] : [`Warning: ${name} is not read; ${known} is the name`];
  });
  const isOff = environment.DEVICE_TLS?.trim().toLowerCase() === 'off';
  const isIdle = isOff && !isSet('DEVICE_PORT') && !isSet('TLS_CERT');
  const idle = isIdle
    ? ['Warning: DEVICE_TLS=off changes nothing without TLS_CERT and DEVICE_PORT: no port has TLS']
    : [];
  return [...misspelt, ...idle];
}
