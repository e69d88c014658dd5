import { levels, pino, stdSerializers, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { DatabaseFaults, faultWords } from './database/database-faults.js';

/** TypeORM's errors carry the values of their statement: what persons are called, hashes of passwords and tokens. */
function withoutValues(error: Error) {
  const { type, message, stack, code, query } = stdSerializers.err(error) as Record<string, unknown>;
  return { type, message, stack, code, query };
}

const faultsOf = new WeakMap<Logger, DatabaseFaults>();

/** What the lines of a log have told of the database. */
export const databaseFaultsOf = (log: Logger): DatabaseFaults => faultsOf.get(log) ?? new DatabaseFaults();

const valueOf = (level: string) => levels.values[level] ?? Infinity;

/** JSON lines on standard output. What could hold a secret is not logged, and redacted here should it slip through. */
export const newLog = (
  level: string,
  into: DestinationStream = pino.destination(1),
  faults = new DatabaseFaults(),
): Logger => {
  const log = pino(
    {
      // Faults are counted also where the log is kept quiet.
      level: valueOf(level) > valueOf('warn') ? 'warn' : level,
      hooks: {
        logMethod(parts, method, at) {
          const known = faults.note((parts[0] as { err?: unknown } | null)?.err);
          if (at < valueOf(level) || known === 'again') return;
          if (known === null) method.apply(this, parts);
          else method.apply(this, [`${faultWords[faults.current ?? 'away']}; said once, and when it is over`]);
        },
      },
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: withoutValues },
      redact: {
        paths: ['*.password', '*.token', '*.access_token', '*.authorization', 'req.headers', 'headers'],
        censor: '********',
      },
    },
    into,
  );
  faultsOf.set(log, faults);
  return log;
};
