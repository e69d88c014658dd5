import { Catch, HttpException, Inject, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { databaseFaultOf, faultWords } from '../../platform/database/database-faults.js';
import { LOG } from '../../platform/tokens.js';
import { Failure, saidBy, type FieldFault, type Reason } from '../../platform/errors.js';
import { faultProblem, problem, type Problem } from '../system/problem.js';

const secondsUntilAgain = 5;

const reasonOfStatus: Readonly<Record<number, Reason>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  405: 'invalid',
  409: 'conflict',
  413: 'invalid',
  415: 'invalid',
  429: 'tooMany',
  503: 'unavailable',
};

/** The answer to a client of the admin API for a refusal or an internal error. */
export function problemOf(error: unknown, instance: string): Problem {
  if (error instanceof Failure) return problem(error.reason, error.message, instance, coded(error.data));
  const fault = faultOf(error);
  if (fault) return problem('unavailable', faultWords[fault], instance);
  const status = error instanceof HttpException ? error.getStatus() : statusIn(error);
  const reason = reasonOfStatus[status];
  return reason ? { ...problem(reason, saidBy(error), instance), status } : faultProblem(instance);
}

/** Every fault of a field has a code, also where nobody said a better one. */
function coded(data: Failure['data']): Failure['data'] {
  if (!Array.isArray(data?.errors)) return data;
  const errors = (data.errors as Partial<FieldFault>[]).map(({ field, ...fault }) => ({
    field,
    code: 'invalid',
    ...fault,
  }));
  return { ...data, errors };
}

/** Fastify's own errors have a status. */
const statusIn = (error: unknown) => Number((error as { statusCode?: unknown } | null)?.statusCode ?? 500);

const faultOf = (error: unknown) => (error instanceof HttpException ? null : databaseFaultOf(error));

/** Answers every error of the admin API with problem details. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { id: requestId, url } = http.getRequest<FastifyRequest>();
    const path = url.replace(/[?&].*$/s, '');
    const body = problemOf(error, path);
    if (body.status === 500 || faultOf(error))
      this.log.error({ err: error, requestId, path }, 'a call of the admin API failed');
    sendProblem(http.getResponse<FastifyReply>(), body);
  }
}

/** Also for hooks, which run before any filter. */
export function sendProblem(reply: FastifyReply, body: Problem): void {
  if (reply.sent) return;
  if (body.status === 503) void reply.header('retry-after', secondsUntilAgain);
  if (typeof body.retryAfter === 'number') void reply.header('retry-after', body.retryAfter);
  void reply.status(body.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
}
