import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { invalidFields } from './invalid.js';

/** A list without pages is short, so all of it is on the first page. */
const ofPages = new Set(['limit', 'cursor']);

/** Refuses every query parameter of a call that has none. Where a call has some, its class says which. */
export class UnknownParametersGuard implements CanActivate {
  canActivate(context: ExecutionContext): true {
    const { method, query } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = Object.keys(query as object).filter((name) => method !== 'GET' || !ofPages.has(name));
    if (names.length === 0 || takesQuery(context)) return true;
    throw invalidFields(
      names.map((field) => ({ field, code: 'unknown', message: `${field} is no parameter of this call` })),
    );
  }
}

function takesQuery(context: ExecutionContext): boolean {
  const metadata: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name);
  return Object.keys(metadata ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
