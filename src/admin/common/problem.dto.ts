import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';

class FieldProblem {
  @ApiProperty({ description: 'The way to the field', example: 'periods.mon' }) field!: string;
  @ApiProperty({
    description: 'What is wrong with it, for programs: taken, missing, type, length, range, format, invalid …',
    example: 'taken',
  })
  code!: string;
  @ApiProperty({
    required: false,
    type: Object,
    description: 'What the code is about: by (whose it is), min, max',
    example: { by: '1001' },
  })
  params?: Record<string, unknown>;
  @ApiProperty({ description: 'The same in words' }) message!: string;
}

/** Problem details (RFC 9457), for the document. */
export class ProblemDto {
  @ApiProperty({ description: 'Its kind; a name, not an address', example: 'urn:postern:notFound' }) type!: string;
  @ApiProperty({ example: 'not found' }) title!: string;
  @ApiProperty({ type: 'integer', example: 404 }) status!: number;
  @ApiProperty({ description: 'What is wrong, in words; not for programs' }) detail!: string;
  @ApiProperty({ required: false, description: 'Path of the call' }) instance?: string;
  @ApiProperty({ required: false, type: [FieldProblem], description: 'The fields that it is about' })
  errors?: FieldProblem[];
}

const meanings = {
  400: 'A path, query or body that cannot be meant; `errors` names the fields',
  401: 'No token, or one that is not known',
  403: 'A token that is not meant for this',
  404: 'Something that is named is not there',
  409: 'Not possible now: a name that is taken, a device that is away or cannot do it, a cursor that was not given yet',
  410: 'What followed this cursor has been removed (`code` is `cursorTooOld`, `oldest` the oldest that is good)',
  429: 'Too many wrong tokens from this address',
  503: 'The database is away; Retry-After says when to try again',
} as const;

const anyCall = [400, 401, 403, 429, 503] as const;

/**
 * The documented refusals: those of every call, of a call that names something, and of a call that changes something.
 */
export function refusals(path: string, verb: 'reads' | 'writes'): MethodDecorator {
  const statuses = [
    ...anyCall,
    ...(path.includes(':') || verb === 'writes' ? [404 as const] : []),
    ...(verb === 'writes' ? [409 as const] : []),
  ];
  const content = { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } };
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ...statuses.map((status) => ApiResponse({ status, description: meanings[status], content })),
  );
}

const alsoRefused = (...statuses: readonly (keyof typeof meanings)[]): MethodDecorator =>
  applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: meanings[status],
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );

/** Of calls that read on behind a cursor: it is too old, or has not been given yet. */
export const cursorRefusals = alsoRefused(409, 410);
export const oldCursorRefused = alsoRefused(410);

/** Of calls that read the one thing of a path, which may not be set. */
export const unsetRefusal = alsoRefused(404);
