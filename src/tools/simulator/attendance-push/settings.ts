import type { Outcome } from './outcome.js';
import type { AttProfile } from './profile.js';

/** The options of a terminal, by their names on the wire. */
export class TerminalSettings {
  private readonly values: Map<string, string>;

  constructor(
    private readonly profile: AttProfile,
    private readonly userCount: () => number,
  ) {
    this.values = new Map(Object.entries(profile.options ?? {}));
  }

  /** The answer to INFO. */
  lines(): string[] {
    // Old firmware does not send its counters here.
    return (this.profile.options === null ? [...this.values] : this.withCount()).map(pair);
  }

  /** The body of the upload after first contact. */
  upload(): string {
    return this.withCount().map(pair).join(',');
  }

  /** @returns the code of SET OPTION */
  set(assignment: string): number {
    const [, name = '', value = ''] = /^(~?\w+)=(.*)$/.exec(assignment) ?? [];
    if (name === '' || name.startsWith('~')) return -1;
    this.values.set(name, value);
    return 0;
  }

  /** The answer to GET OPTION. */
  tell(names: readonly string[]): Outcome {
    const told = names.map((name) => `${name}=${this.values.get(name) ?? this.values.get(`~${name}`) ?? ''}`);
    return { code: 0, word: 'GET OPTION', lines: [told.join(',')] };
  }

  private withCount(): [string, string][] {
    return [...this.values, ['UserCount', String(this.userCount())]];
  }
}

const pair = ([name, value]: readonly [string, string]) => `${name}=${value}`;
