import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { merged } from './params.js';

/** The template that a request is about. Empty if the request names it in an unreadable way. */
export interface TemplateNamed {
  readonly pin: string;
  readonly templateNo: string;
}

interface Parts {
  readonly query: unknown;
  readonly body: unknown;
  readonly params: unknown;
}

/**
 * The later manual prints the call that deletes one template under paths that clients use to delete a person, with pin
 * and template run together. A request that names a template, at any depth and with any value, never means a person
 * (docs/rules.md 5).
 * @returns null where no template is named
 */
export function templateNamed({ query, body, params }: Parts): TemplateNamed | null {
  if (!/"templateno":/i.test(JSON.stringify([query, body, params]))) return null;
  const inPath = merged([params]);
  const beside = merged([query, body]);
  const templateNo = textOf(inPath.get('templateno') ?? beside.get('templateno'));
  const spoken = textOf(inPath.get('pin'));
  const told = textOf(beside.get('pin') ?? beside.get('personid'));
  // `delete/6663?pin=666&templateNo=3`: the values beside the path show where to divide it.
  const isRunTogether = told !== '' && templateNo !== '' && spoken === told + templateNo;
  return { pin: spoken === '' || isRunTogether ? told : spoken, templateNo };
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** The template that a request names, if it names one. */
export const NamesTemplate = createParamDecorator((_: unknown, context: ExecutionContext): TemplateNamed | null =>
  templateNamed(context.switchToHttp().getRequest<FastifyRequest>()),
);
