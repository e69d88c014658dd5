import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Networks } from '../platform/network/networks.js';
import { programError } from '../facade/code.js';
import { refusalBody } from '../facade/envelope.js';
import { setSecurityHeaders } from '../platform/http/security-headers.js';

const facade = (detail: string) => ({
  status: 404,
  type: 'application/json',
  body: refusalBody(programError, detail),
});

const problem = (detail: string, status: number) => ({
  status,
  type: 'application/problem+json',
  body: { type: 'about:blank', title: 'unreadable address', status, detail },
});

/**
 * Answers addresses that cannot be routed, such as one with a stray percent sign: no hook and no filter runs for them.
 * The answer does not repeat the address, because it may contain a token.
 */
export const answerUnreadableUrl =
  (proxies: Networks | null) =>
  ({ statusCode = 400 }: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const isFacade = /^\/+api(\/|$|\?)/i.test(request.url);
    const message = statusCode === 414 ? 'a part of the address is too long' : 'the address cannot be read';
    const { status, type, body } = isFacade ? facade(message) : problem(message, statusCode);
    setSecurityHeaders(request, reply, proxies);
    void reply
      .status(status)
      .type(`${type}; charset=utf-8`)
      .send(`${JSON.stringify(body)}\n`);
  };
