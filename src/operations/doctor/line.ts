import type { Config } from '../../platform/config.js';

export type Severity = 'warning' | 'fault';

/** What a line says: numbers, names and instants (ISO). */
export type Params = Readonly<Record<string, string | number>>;

/** One thing that a line can find. The console has words of its own for it, by the line and its code. */
export interface Case {
  readonly severity: Severity;
  /** What is wrong, in a few words. */
  readonly words: (params: Params) => string;
  /** What to do about it. */
  readonly todo: string;
}

/** One line of the doctor: it looks by one query, or in one place. */
export interface Line<Code extends string = string> {
  readonly id: string;
  /** Without a database it cannot look; `nothing` looks beside it. */
  readonly needs: 'database' | 'nothing';
  readonly cases: Readonly<Record<Code, Case>>;
  readonly look: (at: DoctorWorld) => Promise<readonly Found<Code>[]>;
}

export interface Found<Code extends string = string> {
  readonly code: Code;
  readonly params?: Params;
}

export interface Space {
  readonly free: number;
  readonly size: number;
}

/** Where the doctor looks. */
export interface DoctorWorld {
  readonly config: Config;
  /** The address of the database that answered. */
  readonly databaseUrl: string;
  readonly query: <T>(sql: string, parameters?: unknown[]) => Promise<T[]>;
  readonly now: () => Date;
  /** Of the file system that holds a path; null where it cannot be told. */
  readonly spaceOf: (path: string) => Promise<Space | null>;
}

/** For the type-checker: each code that `look` finds has a case. */
export const line = <Code extends string>(declared: Line<Code>): Line => declared;

export const plural = (n: string | number | undefined, one: string, many = `${one}s`): string =>
  `${n ?? 0} ${Number(n) === 1 ? one : many}`;

export const dayMs = 24 * 60 * 60 * 1_000;

/** `3 days`, `2 hours`, `5 minutes`: the largest unit that is full. */
export function lasting(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const;
  const [size, name] = units.find(([full]) => seconds >= full) ?? [1, 'second'];
  return plural(Math.floor(seconds / size), name);
}
