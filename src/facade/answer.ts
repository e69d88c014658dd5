import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiResponse, getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import type { Reason } from '../platform/errors.js';
import { codeOf, ok, programError } from './code.js';
import { Refusal, RetRefusal } from './envelope.js';
import { messageOf } from './message.js';
import { pageClass } from './page.js';

/** How `data` contains the answer. */
export interface Answered {
  /** The class of `data`; left out if the call only answers with a code. */
  readonly of?: Type<unknown>;
  /** `data` is an array of them, one page of them with the total, or one of them or an array. */
  readonly as?: 'list' | 'page' | 'oneOrList';
  /** A page can be a list instead: the token of the client says so. */
  readonly orList?: true;
  /** `data` is a text, or null; the handler answers with `textAnswer`. */
  readonly text?: true;
  /** `data` is a number; the handler answers with `numberAnswer`. */
  readonly number?: true;
  /** The call is about many items: `data` lists the refused ones (`bulkAnswer`). */
  readonly many?: true;
  /** Why the call can be refused, beside the reasons that its parameters give. */
  readonly fails?: readonly Reason[];
  /** The answer is `ret` and `msg`, without the envelope. */
  readonly bare?: true;
  /** The answer is a stream of server-sent events. */
  readonly streamed?: true;
  /** Further statuses of a refusal, of calls that no client of the vendor knows. */
  readonly statuses?: Readonly<Record<number, string>>;
}

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** A call without data in its answer. */
const nothing: Schema = { type: 'object', nullable: true, enum: [null] };

/** A call about many. */
const refusals: Schema = { type: 'array', items: { type: 'string' }, nullable: true };

const success = (data: Schema): Schema => ({
  type: 'object',
  required: ['code', 'message', 'data'],
  properties: {
    code: { type: 'integer', enum: [ok] },
    message: { type: 'string', example: 'success' },
    data,
  },
});

function dataOf({ of, as, orList, text, number, many }: Answered): Schema {
  if (text) return { type: 'string', nullable: true };
  if (number) return { type: 'number' };
  if (many) return refusals;
  if (!of) return nothing;
  const one: Schema = { $ref: getSchemaPath(as === 'page' ? pageClass(of) : of) };
  const list: Schema = { type: 'array', items: one };
  if (as === 'oneOrList') return { oneOf: [one, list] };
  if (orList) return { oneOf: [one, { type: 'array', items: { $ref: getSchemaPath(of) } }] };
  return as === 'list' ? list : one;
}

const refusedBy = {
  401: 'No token, or one that is not known',
  403: 'A token that is not meant for this resource',
  429: 'Too many wrong tokens from this address',
} as const;

/** The codes of a call, and what each of them means. */
function refusalOf(reasons: readonly Reason[]): Schema {
  const codes = [...new Set([programError, ...reasons.map((reason) => codeOf[reason])])].sort((a, b) => b - a);
  const description = codes.map((code) => `${code} ${messageOf(code)}`).join('; ');
  return {
    type: 'object',
    required: ['code', 'message', 'detail', 'data'],
    properties: {
      code: { type: 'integer', enum: codes, description },
      message: { type: 'string', description: 'What the manual says of the code' },
      detail: { type: 'string', description: 'What is wrong here, in words; not for programs' },
      data: { type: 'object', nullable: true, additionalProperties: true },
    },
  };
}

/**
 * The answers of a call for the document: its result or a refusal, both with HTTP 200.
 * @param reasons why its parameters can be refused
 */
export function describedAnswer(answered: Answered, reasons: readonly Reason[]): MethodDecorator[] {
  const { of, as, bare, streamed, statuses, fails = [] } = answered;
  const refusal = bare ? { $ref: getSchemaPath(RetRefusal) } : refusalOf([...reasons, ...fails]);
  const good: Schema = bare && of ? { $ref: getSchemaPath(of) } : success(dataOf(answered));
  const schema = { oneOf: [good, refusal] };
  const content = { 'text/event-stream': { schema: { type: 'string' } }, 'application/json': { schema: refusal } };
  return [
    ApiExtraModels(Refusal, RetRefusal, ...(of ? [as === 'page' ? pageClass(of) : of] : [])),
    streamed
      ? ApiOkResponse({ description: 'Messages, or refused with a code below 0', content })
      : ApiOkResponse({ description: 'Done, or refused with a code below 0', schema }),
    ...Object.entries({ ...refusedBy, ...statuses }).map(([status, description]) =>
      ApiResponse({ status: Number(status), description, type: Refusal }),
    ),
  ];
}
