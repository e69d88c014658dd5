import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { catchError, from, map, mergeMap, type Observable } from 'rxjs';
import { versionAskedIn, type AskedVersion } from '../../platform/auth/asked-version.js';
import { Failure } from '../../platform/errors.js';
import { ownCall } from './own-call.js';

/**
 * The versions of what is edited (src/platform/operator/versioned-rows.ts). They are looked at in the transaction that
 * writes; here stands what the caller is told of them.
 */
@Injectable()
export class VersionInterceptor implements NestInterceptor {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const version = versionAskedIn(request);
    if (!version) return next.handle();
    return next.handle().pipe(
      map((answer) => withVersion(answer, version)),
      catchError((error: unknown) =>
        from(this.told(error, request, version)).pipe(
          mergeMap((shown) => {
            throw shown;
          }),
        ),
      ),
    );
  }

  /** The refusal, with the thing as it is now and as far as this caller may see it. */
  private async told(error: unknown, request: FastifyRequest, { depth }: AskedVersion): Promise<unknown> {
    if (!(error instanceof Failure) || error.reason !== 'changed') return error;
    const fastify: FastifyInstance = this.adapterHost.httpAdapter.getInstance();
    const url = pathOf(request.url, depth);
    const current = await ownCall(fastify, request, { method: 'GET', url }).then(
      (body) => JSON.parse(body) as unknown,
      (refused: unknown) => {
        // It is gone, or nothing of it may be read.
        if (refused instanceof Failure) return null;
        throw refused;
      },
    );
    return new Failure('changed', error.message, { current });
  }
}

/** The path of the thing itself. */
function pathOf(url: string, depth: number): string {
  const [, base = '', rest = ''] = /^(\/+admin\/+v1\/+)([^?]*)/i.exec(url) ?? [];
  return base + rest.split('/').slice(0, depth).join('/');
}

/** What a call has read before it wrote may be older than what it has left. */
function withVersion(answer: unknown, { key, isItself, parameter, left }: AskedVersion): unknown {
  if (left === null || typeof answer !== 'object' || answer === null || !('updatedAt' in answer)) return answer;
  const named = (answer as Record<string, unknown>)[parameter];
  return isItself || String(named) === key ? { ...answer, updatedAt: left } : answer;
}
