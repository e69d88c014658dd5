import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { databaseFaultOf, faultWords } from '../platform/database/database-faults.js';
import { LOG } from '../platform/tokens.js';
import { Failure, saidBy, type Reason } from '../platform/errors.js';
import { codeOf, programError } from './code.js';
import { answeringRet, refusalBody, Verbatim } from './envelope.js';

const secondsUntilAgain = 5;

interface Refused {
  readonly status: number;
  readonly code: number;
  readonly detail: string;
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** Fastify's own refusals, such as a body that is too large, carry a status. */
const statusOf = (error: unknown) =>
  error instanceof HttpException ? error.getStatus() : Number((error as { statusCode?: unknown } | null)?.statusCode);

/** The detail names the field here, because clients take any `data` for a result. */
function toldBy({ data }: Failure): Refused['data'] {
  const told = Object.entries(data ?? {}).filter(([name]) => name !== 'errors');
  return told.length > 0 ? Object.fromEntries(told) : null;
}

/** Refusals of calls that are ours, and whose clients look at the status: a browser's stream looks at nothing else. */
const ownStatus: Readonly<Partial<Record<Reason, number>>> = {
  tooManyStreams: 503,
  cursorTooOld: 410,
  cursorAhead: 409,
};

/**
 * Business errors are HTTP 200, because clients do not read the body of any other answer (docs/field-notes.md, clients
 * 3).
 */
function refusalOf(error: unknown): Refused | null {
  if (error instanceof Failure) {
    return {
      status: ownStatus[error.reason] ?? 200,
      code: codeOf[error.reason],
      detail: error.message,
      data: toldBy(error),
    };
  }
  const status = statusOf(error);
  if (!(status >= 400 && status < 500)) return null;
  return { status: status === 404 ? 404 : 200, code: programError, detail: saidBy(error), data: null };
}

/** An error that is no refusal: the database's fault, or ours. */
function faultOf(error: unknown): Refused {
  const fault = databaseFaultOf(error);
  return { status: 200, code: programError, detail: fault ? faultWords[fault] : 'a fault of the gateway', data: null };
}

/**
 * Every error under /api is answered in the envelope. An error that is not a Failure is a bug: it is logged, and the
 * code is -1.
 */
@Catch()
export class EnvelopeFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const refusal = refusalOf(error);
    if (!refusal)
      this.log.error(
        { err: error, requestId: request.id, route: request.routeOptions.url },
        'a call of the facade failed',
      );
    const { status, code, detail, data } = refusal ?? faultOf(error);
    if (reply.sent) return;
    if (status === 503) void reply.header('retry-after', secondsUntilAgain);
    const isRet = answeringRet.has(request.routeOptions.url ?? '');
    const failed = { ret: 'fail', msg: detail, data: null, i18nArgs: null };
    void reply.status(status).send(new Verbatim(isRet ? failed : refusalBody(code, detail, data)));
  }
}
