import { BaseExceptionFilter } from '@nestjs/core';
import {
  Catch,
  MethodNotAllowedException,
  NotFoundException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EnvelopeFilter } from '../../facade/envelope.filter.js';
import type { KnownPaths } from './known-paths.js';
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
    private readonly paths: KnownPaths,
    ...others: ConstructorParameters<typeof BaseExceptionFilter>
  ) {
    super(...others);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const { url, method } = host.switchToHttp().getRequest<FastifyRequest>();
    if (/^\/+api(\/|\?|$)/i.test(url)) this.facade.catch(error, host);
    else if (/^\/+admin(\/|\?|$)/i.test(url)) this.admin.catch(this.otherMethod(error, method, host), host);
    // The framework would repeat the address, which may contain a token.
    else super.catch(error instanceof NotFoundException ? new NotFoundException('there is nothing here') : error, host);
  }

  /** The path is there, with other methods. */
  private otherMethod(error: unknown, method: string, host: ArgumentsHost): unknown {
    if (!(error instanceof NotFoundException)) return error;
    const methods = this.paths.methodsOf(host.switchToHttp().getRequest<FastifyRequest>().url);
    if (methods.length === 0) return error;
    void host.switchToHttp().getResponse<FastifyReply>().header('allow', methods.join(', '));
    return new MethodNotAllowedException(`this path has ${methods.join(', ')} and no ${method}`);
  }
}
