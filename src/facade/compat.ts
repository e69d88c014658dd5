import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { byTheManual } from '../platform/auth/compatibility.js';

/** How the client that calls is answered: the switches of its token. */
export const Compat = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<FastifyRequest>().identity?.compatibility ?? byTheManual,
);
