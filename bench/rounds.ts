/** Something that can be measured: it runs for a while and returns how many operations it did in a second. */
export interface Candidate {
  readonly name: string;
  readonly measure: (seconds: number) => Promise<number>;
}

/** The ratio to a baseline that is demanded; null = it is only shown. */
export interface Rival extends Candidate {
  readonly demand: number | null;
}

export interface Contest {
  readonly what: string;
  readonly subject: Candidate;
  readonly rivals: readonly Rival[];
}

const rounds = 5;
const roundSeconds = 4;
const warmUpSeconds = 2;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en')}/s`;

/**
 * Measures all in turn, five times, and compares within each round: if the machine is slow for a while, all of them are
 * slow. Prints a line for each rival. @returns whether every demand was met
 */
export async function compete(contest: Contest, say: (line: string) => void): Promise<boolean> {
  const { what, subject, rivals } = contest;
  const all = [subject, ...rivals];
  for (const { measure } of all) await measure(warmUpSeconds);
  const rates: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    // The order changes from round to round.
    const order = round % 2 === 0 ? all : [...all].reverse();
    const measured = new Map<Candidate, number>();
    for (const candidate of order) measured.set(candidate, await candidate.measure(roundSeconds));
    rates.push(all.map((candidate) => measured.get(candidate) ?? 0));
  }
  const own = median(rates.map(([rate = 0]) => rate));
  const met = rivals.map(({ name, demand }, index) => {
    const ratio = median(rates.map((rate) => (rate[0] ?? 0) / (rate[index + 1] ?? 0)));
    const other = median(rates.map((rate) => rate[index + 1] ?? 0));
    const wanted = demand === null ? '' : ` (demand ${demand}${ratio < demand ? ', MISSED' : ''})`;
    say(`${what}: ${perSecond(own)}, ${name} ${perSecond(other)}, ratio ${ratio.toFixed(2)}${wanted}`);
    return demand === null || ratio >= demand;
  });
  return met.every(Boolean);
}
