import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Whether a request names a template anywhere, at any depth and whatever its value (rules 5). */
export const NamesTemplate = createParamDecorator((_: unknown, context: ExecutionContext): boolean => {
  const { query, body, params } = context.switchToHttp().getRequest<FastifyRequest>();
  return /"templateno":/i.test(JSON.stringify([query, body, params]));
});
