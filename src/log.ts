import { pino, stdSerializers, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';

/** TypeORM's errors carry the values of their statement: what persons are called, hashes of passwords and tokens. */
function withoutValues(error: Error) {
  const { type, message, stack, code, query } = stdSerializers.err(error) as Record<string, unknown>;
  return { type, message, stack, code, query };
}

/** JSON lines on standard output. What could hold a secret is not logged, and redacted here should it slip through. */
export const newLog = (level: string, into: DestinationStream = pino.destination(1)): Logger =>
  pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: withoutValues },
      redact: {
        paths: ['*.password', '*.token', '*.access_token', '*.authorization', 'req.headers', 'headers'],
        censor: '********',
      },
    },
    into,
  );
