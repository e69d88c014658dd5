import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure, type Reason } from '../../platform/errors.js';

/** What the caller is known by, and whether it comes from a page of ours. */
const passedOn = ['authorization', 'cookie', 'origin', 'host', 'x-postern', 'x-forwarded-for'] as const;

interface OwnCall {
  readonly method: string;
  /** With `/admin/v1/`, and with its query. */
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Another call of this API for the caller of a request, with all checks: it is refused what the caller would be refused.
 * @returns the body of the answer
 * @throws Failure as the call itself
 */
export async function ownCall(
  fastify: FastifyInstance,
  { headers, raw }: FastifyRequest,
  { method, url, body, headers: more = {} }: OwnCall,
): Promise<string> {
  const own = passedOn.flatMap((header) => (headers[header] === undefined ? [] : [[header, headers[header]] as const]));
  const answer = await fastify.inject({
    method: method as 'GET',
    url,
    headers: { ...Object.fromEntries(own), ...more },
    ...(raw.socket.remoteAddress === undefined ? {} : { remoteAddress: raw.socket.remoteAddress }),
    ...(body === undefined ? {} : { payload: body as object }),
  });
  if (answer.statusCode >= 300) throw refusalIn(answer.body);
  return answer.body;
}

/** The call's own problem, told as the problem of this one. */
function refusalIn(text: string): Error {
  const { type, detail, title, status, instance, ...more } = JSON.parse(text) as Record<string, unknown>;
  const reason = /^urn:postern:(\w+)$/.exec(String(type))?.[1];
  if (reason === undefined) return new Error(`${String(instance)}: ${String(title)} ${String(status)}`);
  return new Failure(reason as Reason, String(detail), more);
}
