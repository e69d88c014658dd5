import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { UsageError } from '../usage-error.js';

/** What a person answered in `map.yaml`, by old ids. */
export interface Answers {
  readonly doors: ReadonlyMap<string, { readonly number: number }>;
  readonly levels: ReadonlyMap<string, { readonly doors: readonly string[]; readonly timeZone: number }>;
}

export const noAnswers: Answers = { doors: new Map(), levels: new Map() };

/** The questions: the present guess, and names so that a person knows what it is about. */
export interface Questions {
  readonly doors: readonly { id: string; name: string; sn: string }[];
  readonly levels: readonly {
    id: string;
    name: string;
    doors: readonly string[];
    timeZone: number | null;
    note: string;
  }[];
}

const head = `# Answers for: postern import-cvsecurity --map <this file>
# doors: the number of the door on its device, from 1.
# levels: the old ids of the doors that the level opens, the number of the time zone (1 = always).
# A level counts once "confirmed" is true.
`;

export function questionsText({ doors, levels }: Questions): string {
  const content = {
    doors: Object.fromEntries(doors.map(({ id, name, sn }) => [id, { name, sn, number: null }])),
    levels: Object.fromEntries(
      levels.map(({ id, name, doors: proposed, timeZone, note }) => [
        id,
        { name, note, doors: [...proposed], timeZone, confirmed: false },
      ]),
    ),
  };
  return head + stringify(content);
}

type Wrong = (at: string, must: string) => never;

/** @throws UsageError of one line that names the place in the file */
export function readAnswers(path: string): Answers {
  const content = contentOf(path);
  const wrong: Wrong = (at, must) => {
    throw new UsageError(`--map ${path}: ${at} must be ${must}`);
  };
  const unknown = Object.keys(content).find((name) => name !== 'doors' && name !== 'levels');
  if (unknown !== undefined) wrong(unknown, 'doors or levels');
  const section = (name: string) => {
    const found = content[name] ?? {};
    return isObject(found) ? Object.entries(found) : wrong(name, 'a list by old ids');
  };
  return {
    doors: new Map(section('doors').flatMap(([id, said]) => doorIn(`doors.${id}`, id, said, wrong))),
    levels: new Map(section('levels').flatMap(([id, said]) => levelIn(`levels.${id}`, id, said, wrong))),
  };
}

const isSmall = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 255;

function doorIn(at: string, id: string, said: unknown, wrong: Wrong): [string, { number: number }][] {
  if (!isObject(said)) return wrong(at, 'an object with number');
  const { number = null } = said;
  if (number === null) return [];
  return isSmall(number) ? [[id, { number }]] : wrong(`${at}.number`, 'a number from 1 to 255');
}

const areTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** A level counts once it is confirmed. */
function levelIn(
  at: string,
  id: string,
  said: unknown,
  wrong: Wrong,
): [string, { doors: string[]; timeZone: number }][] {
  if (!isObject(said)) return wrong(at, 'an object with doors');
  const { doors = [], timeZone = 1, confirmed = false } = said;
  if (typeof confirmed !== 'boolean') return wrong(`${at}.confirmed`, 'true or false');
  if (!confirmed) return [];
  if (!areTexts(doors)) return wrong(`${at}.doors`, 'a list of old ids');
  return isSmall(timeZone) ? [[id, { doors, timeZone }]] : wrong(`${at}.timeZone`, 'a number from 1 to 255');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function contentOf(path: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    const [line = ''] = (error as Error).message.split('\n');
    throw new UsageError(`--map ${path} cannot be read: ${line}`);
  }
  if (!isObject(content)) throw new UsageError(`--map ${path} must have doors and levels`);
  return content;
}
