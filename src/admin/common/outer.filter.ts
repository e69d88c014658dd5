import { BaseExceptionFilter } from '@nestjs/core';
import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EnvelopeFilter } from '../../facade/envelope.filter.js';
import { ProblemFilter } from './problem.filter.js';

/**
 * Errors before a controller is found (unknown paths, unreadable bodies), in the form of the API that the path belongs
 * to.
 */
@Catch()
export class OuterFilter extends BaseExceptionFilter implements ExceptionFilter {
  constructor(
    private readonly facade: EnvelopeFilter,
    private readonly admin: ProblemFilter,
    ...others: ConstructorParameters<typeof BaseExceptionFilter>
  ) {
    super(...others);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const { url } = host.switchToHttp().getRequest<FastifyRequest>();
    if (/^\/+api(\/|\?|$)/i.test(url)) this.facade.catch(error, host);
    else if (/^\/+admin(\/|\?|$)/i.test(url)) this.admin.catch(error, host);
    // The framework would repeat the address, which may contain a token.
    else super.catch(error instanceof NotFoundException ? new NotFoundException('there is nothing here') : error, host);
  }
}
