import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const isPlain = (item: unknown) => typeof item === 'string' || typeof item === 'number';

/** A body that is a list of texts or numbers and nothing else; empty where it is anything else. */
export const BareList = createParamDecorator((_: unknown, context: ExecutionContext): string[] => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!Array.isArray(body) || !body.every(isPlain)) return [];
  return body.map((item) => String(item).trim()).filter((item) => item !== '');
});
