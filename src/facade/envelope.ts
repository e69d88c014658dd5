import { ApiProperty } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ok } from './code.js';
import { messageOf } from './message.js';

/** What every call of the vendor's API answers where it is not done: HTTP 200, and the reason in `code`. */
export class Refusal {
  @ApiProperty({ type: 'integer', maximum: -1, description: 'Less than 0', example: -1 }) code!: number;
  @ApiProperty({ description: 'What the manual says of the code', example: 'Program error' }) message!: string;
  @ApiProperty({ description: 'What is wrong here, in words; not for programs' }) detail!: string;
  @ApiProperty({ nullable: true, type: Object, additionalProperties: true }) data!: unknown;
}

/** A refusal as it is sent: the message is the manual's for that code, what we know beyond it is the detail. */
export const refusalBody = (code: number, detail: string, data: Refusal['data'] = null): Refusal => ({
  code,
  message: messageOf(code),
  detail,
  data,
});

/** The refusal of the calls that answer as `ret` and `msg`. */
export class RetRefusal {
  @ApiProperty({ enum: ['fail'] }) ret!: string;
  @ApiProperty({ description: 'What is wrong, in words; not for programs' }) msg!: string;
  @ApiProperty({ type: Object, nullable: true, description: 'Always null' }) data!: null;
  @ApiProperty({ type: Object, nullable: true, description: 'Always null' }) i18nArgs!: null;
}

/** An answer that is sent unchanged: refusals, and the few calls with a shape of their own (API manual 2.18.10). */
export class Verbatim {
  constructor(readonly body: object) {}
}

/** Patterns of the calls that answer, and so refuse, as `ret` and `msg`. */
export const answeringRet = new Set<string>();

/** The answer to a call that is done. */
export const successOf = (data: unknown) => ({ code: ok, message: 'success', data });

/** A success that has something to say beside its data. */
export const successSaying = (message: string): Verbatim => new Verbatim({ code: ok, message, data: null });

/** A text as `data`: what is sent as a bare text would pass for the whole answer. */
export const textAnswer = (data: string | null): Verbatim => new Verbatim(successOf(data));

/** The same for a number. */
export const numberAnswer = (data: number): Verbatim => new Verbatim(successOf(data));

export const isFacade = ({ routeOptions, url }: FastifyRequest): boolean =>
  /^\/+api(\/|$|\?)/i.test(routeOptions.url ?? url);

const nothing = JSON.stringify(successOf(null));

/** Wraps what controllers return. A hook, because an interceptor round every call halves what one process can answer. */
export function useEnvelope(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, _reply, payload, done) => {
    if (!isFacade(request)) done(null, payload);
    else if (payload instanceof Verbatim) done(null, payload.body);
    else done(null, successOf(payload));
  });
  // Fastify does not serialise null or undefined.
  fastify.addHook('onSend', (request, reply, payload: unknown, done) => {
    const isEmpty = payload === undefined || payload === null || payload === '' || payload === 'null';
    if (!isEmpty || reply.statusCode !== 200 || request.method === 'HEAD' || !isFacade(request)) {
      done(null, payload);
      return;
    }
    void reply.header('content-type', 'application/json; charset=utf-8');
    done(null, nothing);
  });
}
