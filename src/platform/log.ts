import { levels, pino, stdSerializers, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { DatabaseFaults, faultWords } from './database/database-faults.js';

/** TypeORM's errors contain the values of their statement: names of persons, hashes of passwords and tokens. */
function withoutValues(error: Error) {
  const { type, message, stack, code, query } = stdSerializers.err(error) as Record<string, unknown>;
  return { type, message, stack, code, query };
}

const faultsOf = new WeakMap<Logger, DatabaseFaults>();

/** The faults of the database that the log has seen. */
export const databaseFaultsOf = (log: Logger): DatabaseFaults => faultsOf.get(log) ?? new DatabaseFaults();

const valueOf = (level: string) => levels.values[level] ?? Infinity;

/**
 * JSON lines on standard output. Values that could be secret are not logged; if one is logged by mistake, it is
 * redacted here.
 */
export const newLog = (
  level: string,
  into: DestinationStream = pino.destination(1),
  faults = new DatabaseFaults(),
): Logger => {
  const log = pino(
    {
      // Faults are also counted if the log level suppresses their lines.
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
