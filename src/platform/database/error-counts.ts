import type pg from 'pg';

/** The same class of clients, which count the errors of their connections by the class of the SQLSTATE. */
export function countingErrors(Client: typeof pg.Client, counts: Map<string, number>): typeof pg.Client {
  const count = (state: string) => {
    const kind = state.slice(0, 2);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  return class extends Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      this.connection.on('errorMessage', ({ code = 'XX000' }: { code?: string }) => count(code));
      // It broke, or could not be opened: the server said nothing.
      this.connection.on('error', () => count('08000'));
    }
  };
}
